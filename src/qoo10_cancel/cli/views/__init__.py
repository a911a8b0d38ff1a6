"""What the terminal shows: values in, Rich renderables out; no clock, no store, no printing."""
