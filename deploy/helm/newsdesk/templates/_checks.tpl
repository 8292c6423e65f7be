{{- /* Refuses values that contradict each other, or that would put a secret where it can be read. */ -}}
{{- define "newsdesk.checks" -}}
{{- $config := .Values.config -}}
{{- if not $config.NEWSDESK_KAFKA__BOOTSTRAP_SERVERS -}}
{{- fail "config.NEWSDESK_KAFKA__BOOTSTRAP_SERVERS is empty. Set it to Kafka's address, such as kafka:9092." -}}
{{- end -}}
{{- range $name, $_ := $config -}}
{{- include "newsdesk.refuseSecret" (list "config" $name) -}}
{{- if has $name (list "NEWSDESK_WORKER__HEALTH_HOST" "NEWSDESK_WORKER__HEALTH_PORT" "NEWSDESK_WORKER__STATE_FOLDER" "NEWSDESK_CACHE__FOLDER") -}}
{{- fail (printf "config.%s is set by the chart. Remove it; health.port, cache and tmp change what it depends on." $name) -}}
{{- end -}}
{{- end -}}
{{- range .Values.extraEnv -}}
{{- if hasKey . "value" -}}
{{- include "newsdesk.refuseSecret" (list "extraEnv" .name) -}}
{{- end -}}
{{- end -}}
{{- $named := dict -}}
{{- range .Values.secrets -}}
{{- range $name, $_ := .files -}}
{{- if or (hasKey $config $name) (hasKey $named $name) -}}
{{- fail (printf "%s is set twice. Name it once, in secrets or in config." $name) -}}
{{- end -}}
{{- $_ := set $named $name true -}}
{{- end -}}
{{- end -}}
{{- $needed := add 15 (ceil (default 30 $config.NEWSDESK_WORKER__DRAIN)) -}}
{{- if le (int64 .Values.terminationGracePeriodSeconds) (int64 $needed) -}}
{{- fail (printf "terminationGracePeriodSeconds is %d, and a worker may need %d s to stop. Set it to more, or NEWSDESK_WORKER__DRAIN to less." (int64 .Values.terminationGracePeriodSeconds) (int64 $needed)) -}}
{{- end -}}
{{- with .Values.autoscaling -}}
{{- if and .enabled (gt (int64 .minReplicas) (include "newsdesk.maxReplicas" $ | int64)) -}}
{{- fail (printf "autoscaling.minReplicas is %d, over the maximum, which is %s. Set autoscaling.maxReplicas, or NEWSDESK_TOPICS__PARTITIONS." (int64 .minReplicas) (include "newsdesk.maxReplicas" $)) -}}
{{- end -}}
{{- if and .enabled (eq .trigger "prometheus") (not .prometheus.serverAddress) -}}
{{- fail "autoscaling.prometheus.serverAddress is empty. Set it, or autoscaling.trigger to kafka." -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "newsdesk.refuseSecret" -}}
{{- $name := index . 1 -}}
{{- if regexMatch "(PASSWORD|SECRET|TOKEN)$" $name -}}
{{- fail (printf "%s.%s would show a secret to all that may read the release. Put it into a Secret, and name %s_FILE and its key in secrets[].files." (index . 0) $name $name) -}}
{{- end -}}
{{- end -}}
