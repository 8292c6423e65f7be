{{- /* The beginning of all names: short enough that every name made from it has at most 63 characters. */ -}}
{{- define "newsdesk.fullname" -}}
{{- $name := .Release.Name -}}
{{- if not (contains .Chart.Name $name) -}}
{{- $name = printf "%s-%s" $name .Chart.Name -}}
{{- end -}}
{{- default $name .Values.fullnameOverride | trunc 45 | trimSuffix "-" -}}
{{- end -}}

{{- define "newsdesk.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name | trunc 63 | trimSuffix "-" }}
{{- end -}}

{{- define "newsdesk.labels" -}}
{{ include "newsdesk.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- /* The Deployments by name, each with its values and its arguments: {worker: {…}}. */ -}}
{{- define "newsdesk.roles" -}}
{{- if eq .Values.stages "together" -}}
worker:
  args: [worker]
  stages: [classify, summarize]
  values: {{- toYaml .Values.worker | nindent 4 }}
{{- else -}}
{{- range $stage := list "classify" "summarize" }}
{{ $stage }}:
  args: [worker, --stage, {{ $stage }}]
  stages: [{{ $stage }}]
  values: {{- mergeOverwrite (deepCopy $.Values.worker) (deepCopy (index $.Values $stage)) | toYaml | nindent 4 }}
{{- end }}
{{- end -}}
{{- end -}}

{{- /* A value as a variable has it: whole numbers without an exponent. */ -}}
{{- define "newsdesk.scalar" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}
{{- int64 . -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end -}}

{{- define "newsdesk.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ default $.Chart.AppVersion .tag }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "newsdesk.partitions" -}}
{{- int64 (default 4 .Values.config.NEWSDESK_TOPICS__PARTITIONS) -}}
{{- end -}}

{{- define "newsdesk.maxReplicas" -}}
{{- int64 (default (include "newsdesk.partitions" . | int64) .Values.autoscaling.maxReplicas) -}}
{{- end -}}

{{- /* A surge pod would be idle where every partition has a pod. A single pod is replaced by a surge. */ -}}
{{- define "newsdesk.updateStrategy" -}}
{{- $root := index . 0 -}}
{{- $replicas := int64 (index . 1) -}}
{{- if $root.Values.autoscaling.enabled -}}
{{- $replicas = include "newsdesk.maxReplicas" $root | int64 -}}
{{- end -}}
{{- if $root.Values.updateStrategy -}}
{{ toYaml $root.Values.updateStrategy }}
{{- else -}}
type: RollingUpdate
rollingUpdate:
{{- if and (gt $replicas 1) (ge $replicas (include "newsdesk.partitions" $root | int64)) }}
  maxSurge: 0
  maxUnavailable: 1
{{- else }}
  maxSurge: 1
  maxUnavailable: 0
{{- end }}
{{- end -}}
{{- end -}}

{{- /* The ports of the brokers, each once: {"ports": […]}. */ -}}
{{- define "newsdesk.kafkaPorts" -}}
{{- $ports := list -}}
{{- range .Values.networkPolicy.kafkaPorts -}}
{{- $ports = append $ports (int64 .) -}}
{{- end -}}
{{- if not $ports -}}
{{- range splitList "," (toString .Values.config.NEWSDESK_KAFKA__BOOTSTRAP_SERVERS) -}}
{{- $ports = append $ports (regexFind "[0-9]+$" (trim .) | default "9092" | int64) -}}
{{- end -}}
{{- end -}}
{{- dict "ports" (uniq $ports) | toJson -}}
{{- end -}}
