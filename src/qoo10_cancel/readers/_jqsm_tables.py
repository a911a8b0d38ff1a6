"""J·QSM's claim grid: the thirteen columns of the refusal manual, which is in Chinese.

The headers of the grid in other languages are not published, so they are not read.
"""

from __future__ import annotations

from typing import Final

from ._shape import Shape
from .codes import claim_word

__all__ = ["CLAIM_GRID"]

CLAIM_GRID: Final = Shape(
    name="J·QSM claim grid (zh)",
    columns={
        "处理状态": "claim",
        "取消/退货完成日": "closed_at",
        "取消/退货理由": "request_reason",
        "取消/退货申请日": "requested_at",
        "订购日": "ordered_at",
        "发货日": "shipped_at",
        "订购号码": "order_no",
        "购物车号码": "cart_no",
    },
    unread="选择,未收到原因,退货收货方式,商品代码,卖家商品代码",
    marks=("order_no", "requested_at", "claim"),
    needed=("order_no", "claim"),
    parsers={"claim": claim_word},
    lists="claims_seen",
    is_file=True,
)
