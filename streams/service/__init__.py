"""The embedded service: intake, coder, warehouse and dashboard on one machine."""
