"""What happens when somebody writes: read, call inwards once, reply."""
