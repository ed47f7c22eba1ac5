"""The documentation as one site: what MkDocs does not do by itself."""
