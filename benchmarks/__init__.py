"""What the library costs, as ratios measured inside one process."""
