{{- /* What the pods of the Job and of the Deployments share. */ -}}
{{- define "newsdesk.podBasics" -}}
serviceAccountName: {{ .Values.serviceAccountName }}
automountServiceAccountToken: false
{{- /* Else a Service called newsdesk would add variables with the prefix NEWSDESK_, which are refused. */}}
enableServiceLinks: false
{{- /* Then PID 1 is not newsdesk's, takes SIGTERM from the first moment and reaps what is left over. */}}
shareProcessNamespace: true
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "newsdesk.containerBasics" -}}
image: {{ include "newsdesk.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- /* The end of the log is shown by `kubectl describe pod`. */}}
terminationMessagePolicy: FallbackToLogsOnError
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end -}}

{{- /* Where newsdesk writes, and where its secrets are. */ -}}
{{- define "newsdesk.env" -}}
- name: NEWSDESK_WORKER__STATE_FOLDER
  value: /tmp/newsdesk
{{- range $secret := .Values.secrets }}
{{- range $name, $key := $secret.files }}
- name: {{ $name }}
  value: /etc/newsdesk/secrets/{{ $secret.name }}/{{ $key }}
{{- end }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "newsdesk.volumeMounts" -}}
- name: tmp
  mountPath: /tmp
{{- range $number, $secret := .Values.secrets }}
- name: secret-{{ $number }}
  mountPath: /etc/newsdesk/secrets/{{ $secret.name }}
  readOnly: true
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "newsdesk.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .Values.tmp.sizeLimit }}
{{- range $number, $secret := .Values.secrets }}
- name: secret-{{ $number }}
  secret:
    secretName: {{ $secret.name }}
    defaultMode: 0440
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}
