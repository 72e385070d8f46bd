"""The pure core: no input or output, no framework, no clock."""
