"""The edge: other systems. A versioned JSON API, and the channels that messages leave by."""
