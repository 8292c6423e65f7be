"""The desk: a page that shows the stream, the pipeline and the dead letters."""
