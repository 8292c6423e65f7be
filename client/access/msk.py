"""Tokens for Amazon MSK: signed with the IAM credentials of this environment (extra `msk`)."""

from time import time

from newsdesk.client.access.tokens import Token
from newsdesk.client.errors import AccessRefused, ClusterSettingsError

INSTALL = "pip install '.[msk]' in a checkout of newsdesk"


def require_signer() -> None:
    """Check that the extra `msk` is installed.

    Raises:
        ClusterSettingsError: if it is not.
    """
    try:
        import aws_msk_iam_sasl_signer  # noqa: F401
    except ModuleNotFoundError as error:
        raise ClusterSettingsError(
            "NEWSDESK_KAFKA__MSK_REGION is set, which needs more than is installed here.", INSTALL
        ) from error


def sign_token(region: str) -> Token:
    """Return a token for the MSK clusters of an AWS region, such as `eu-west-1`.

    Raises:
        AccessRefused: if this environment has no IAM credentials, or they cannot be used.
    """
    from aws_msk_iam_sasl_signer import MSKAuthTokenProvider

    try:
        value, expires_ms = MSKAuthTokenProvider.generate_auth_token(region)
    except Exception as error:
        raise AccessRefused(
            f"AWS gives no token for MSK in {region} ({type(error).__name__}).",
            "Give this process IAM credentials, such as a role or AWS_PROFILE; `aws sts"
            " get-caller-identity` shows which it has.",
        ) from error
    return Token(value, expires_ms / 1000 - time())
