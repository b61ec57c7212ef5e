"""The tabs of the page /data, as its address names them."""

TEMPLATES, UPLOAD, REVISIONS = "templates", "upload", "revisions"
