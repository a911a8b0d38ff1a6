"""What a seller on Qoo10 Japan may do with a buyer's cancel request."""

__all__: list[str] = []
