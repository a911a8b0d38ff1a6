"""The words of the pages in four languages; those that the hand-over sheet quotes are its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..messages import LANGUAGES, advice_text, label
from ..reasons import ReasonKind

__all__ = ["LANGUAGES", "word"]

_ORDER: Final = ("zh-CN", "ja", "ko", "en")

WORDS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "banner": (
        "沙盒：这不是Qoo10，这里的一切都是虚构的",
        "サンドボックス：Qoo10ではありません。すべて架空です",
        "샌드박스: Qoo10이 아닙니다. 모든 내용은 가상입니다",
        "Sandbox, not Qoo10: everything here is invented",
    ),
    "title": ("J·QSM 演习", "J·QSM リハーサル", "J·QSM 리허설", "J·QSM rehearsal"),
    "language": ("语言", "言語", "언어", "Language"),
    "skip": ("跳到正文", "本文へ", "본문으로", "Skip to content"),
    "menu": ("菜单", "メニュー", "메뉴", "Menu"),
    "login": ("登录", "ログイン", "로그인", "Log in"),
    "logout": ("退出", "ログアウト", "로그아웃", "Log out"),
    "user": ("ID", "ID", "ID", "ID"),
    "password": ("密码", "パスワード", "비밀번호", "Password"),
    "login-wrong": (
        "ID或密码不正确", "IDまたはパスワードが違います", "ID 또는 비밀번호가 틀립니다",
        "The ID or the password is wrong",
    ),
    "home": ("主页", "ホーム", "홈", "Home"),
    "sandbox": ("沙盒控制台", "サンドボックス操作", "샌드박스 조작", "Sandbox controls"),
    "outbox": ("买家收到的通知", "購入者への通知", "구매자에게 보낸 알림", "What the buyer was sent"),
    "delivery": ("运送管理", "配送管理", "배송 관리", "Delivery"),
    "by-status": ("状态类查询", "状態別照会", "상태별 조회", "By status"),
    "cancel": ("取消", "キャンセル", "취소", "Cancellation"),
    "cancelling": ("取消中", "キャンセル中", "취소중", "Cancelling"),
    "cancelled": ("取消完成", "キャンセル完了", "취소완료", "Cancel Completed"),
    "return": ("退货", "返品", "반품", "Return"),
    "return-request": ("退货申请", "返品要請", "반품요청", "Return Request"),
    "returning": ("退货中 - 退货保留 - 已收件退款请求", "返品中", "반품중", "Returning"),
    "returned": ("退货完成", "返品完了", "반품완료", "Return completed"),
    "exchange": ("交换", "交換", "교환", "Exchange"),
    "exchange-request": ("申请交换/卖家确认", "交換申請/交換承認", "교환 신청/교환 승인",
                         "Exchange Request / Approve"),
    "redelivering": ("再次运途中", "再配送中", "다시 배송 중", "Re-delivering"),
    "exchange-late": ("交换延期", "交換延期", "교환 연기", "Exchange postponed"),
    "nonreceipt": ("未收取申请", "未受取申請", "미수취 신청", "Non-receipt"),
    "nr-request": ("接收申请", "受付", "접수", "Received"),
    "nr-confirm": ("卖家确认", "販売者確認", "판매자 확인", "Seller confirms"),
    "nr-delivery": ("确认送货", "配送確認", "배송 확인", "Delivery confirmed"),
    "withdrawal": ("撤回索赔", "撤回要請", "철회 요청", "Withdrawal"),
    "wd-request": ("撤回申请", "撤回申請", "철회 신청", "Withdrawal asked"),
    "wd-hold": ("撤回保留", "撤回保留", "철회 보류", "Withdrawal on hold"),
    "wd-refunded": ("退款完成", "返金完了", "환불 완료", "Refund completed"),
    "refused-count": ("已拒绝取消", "キャンセル拒否済み", "취소 거부 완료", "Refused"),
    "select": ("选择", "選択", "선택", "Select"),
    "status": ("处理状态", "処理状態", "처리 상태", "Status"),
    "closed-on": ("取消/退货完成日", "キャンセル/返品完了日", "취소/반품 완료일", "Completed on"),
    "reason": ("取消/退货理由", "キャンセル/返品理由", "취소/반품 사유", "Reason"),
    "nr-reason": ("未收到原因", "未受取理由", "미수취 사유", "Non-receipt reason"),
    "asked-on": ("取消/退货申请日", "キャンセル/返品申請日", "취소/반품 신청일", "Asked on"),
    "return-way": ("退货收货方式", "返品受取方法", "반품 수거 방법", "Return by"),
    "ordered-on": ("订购日", "注文日", "주문일", "Ordered on"),
    "shipped-on": ("发货日", "発送日", "발송일", "Shipped on"),
    "cart-no": ("购物车号码", "カート番号", "장바구니번호", "Cart number"),
    "item-no": ("商品代码", "商品番号", "상품코드", "Item number"),
    "seller-code": ("卖家商品代码", "販売者商品コード", "판매자상품코드", "Seller item code"),
    "item": ("商品名", "商品名", "상품명", "Item"),
    "quantity": ("数量", "数量", "수량", "Quantity"),
    "paid": ("买家付款金额", "購入者決済金額", "구매자결제금", "Paid"),
    "row-request": ("取消:处理要求", "キャンセル:処理要請", "취소:처리요청",
                    "Cancellation: to be answered"),
    "open": ("查看", "開く", "열기", "Open"),
    "none": ("没有数据", "データがありません", "데이터가 없습니다", "Nothing here"),
    "need-30": (
        "※理由选择「其他」时，需要填写具体的理由内容。（最少需要填写30文字以上）",
        "※理由に「その他」を選ぶときは、具体的な内容の入力が必要です（30文字以上）。",
        "※사유로 「기타」를 선택한 경우 구체적인 내용을 입력해야 합니다(30자 이상).",
        "With the reason “Other”, explain it in 30 characters or more.",
    ),
    "contact": (
        "请直接联系顾客说明情况。（在拒绝处理时需要注意，商品延迟·生产出货延迟等店铺原因发货延迟时，不能作为拒绝取消理由）",
        "お客様に直接ご連絡のうえ事情をご説明ください。（入荷・生産の遅れなど店舗都合の発送遅延は、拒否の理由にできません）",
        "고객에게 직접 연락하여 사정을 설명해 주세요. (입고·생산 지연 등 판매점 사정에 의한 발송 지연은 거부 사유가 될 수 없습니다)",
        "Contact the buyer directly. (A shipping delay of the shop's own is no reason to refuse.)",
    ),
    "withdraws": (
        "选择拒绝取消时，系统会自动撤销顾客的取消申请。请用日语填写，顾客可查看栏目中店铺填写的内容。",
        "キャンセル拒否を選ぶと、お客様のキャンセル申請は自動的に撤回されます。日本語でご記入ください。内容はお客様に表示されます。",
        "취소 거부를 선택하면 고객의 취소 신청은 자동으로 철회됩니다. 일본어로 작성해 주세요. 내용은 고객에게 표시됩니다.",
        "Refusing withdraws the buyer's request. Write in Japanese; the buyer reads what you write.",
    ),
    "answer": ("退货状态确认与处理", "状態の確認と処理", "상태 확인과 처리", "Check and answer"),
    "ok": ("OK", "OK", "OK", "OK"),
    "back": ("取消", "キャンセル", "취소", "Cancel"),
    "no-reason": ("请选择拒绝取消理由", "拒否理由を選択してください", "거부 사유를 선택해 주세요",
                  "Choose a reason"),
    "too-short": (
        "其他理由必须填写30字以上", "「その他」の理由は30文字以上必要です",
        "기타 사유는 30자 이상 입력해야 합니다", "“Other” needs 30 characters or more",
    ),
    "date-passed": (
        "发货预定日已过，无法拒绝取消", "発送予定日を過ぎたため、キャンセルを拒否できません",
        "발송예정일이 지나 취소를 거부할 수 없습니다",
        "The planned ship date has passed; it can no longer be refused",
    ),
    "not-possible": (
        "订单的状态不允许此操作", "この注文の状態ではできません", "이 주문 상태에서는 할 수 없습니다",
        "This order is not in a state in which this can be done",
    ),
    "approved": ("已进行取消处理", "キャンセル処理をしました", "취소 처리했습니다",
                 "Cancellation processed"),
    "withdrawal-asked": ("已发送撤回要请", "撤回要請を送りました", "철회 요청을 보냈습니다",
                         "The buyer was asked to withdraw"),
    "tab-shipping": ("运送中", "配送中", "배송중", "On delivery"),
    "tab-done": ("交易完成", "配送完了", "배송완료", "Delivered"),
    "ALL": ("所有", "すべて", "전체", "All"),
    "REQW": ("订购处理中", "配送待ち", "배송대기", "Awaiting payment"),
    "REQN": ("新订购", "新規注文", "신규주문", "New order"),
    "REQY": ("运送准备", "配送準備", "배송준비", "Confirmed"),
    "filter": ("查询", "検索", "조회", "Filter"),
    "ship-status": ("运送状态", "配送状態", "배송상태", "Shipping status"),
    "set-date": ("填写", "設定", "설정", "Set"),
    "carrier": ("运送公司", "配送会社", "택배사", "Carrier"),
    "tracking": ("运单号码", "送り状番号", "송장번호", "Tracking number"),
    "date-set": ("已填写发货预定日", "発送予定日を設定しました", "발송예정일을 설정했습니다",
                 "The planned ship date was set"),
    "sent": ("已进行发货处理", "発送処理をしました", "발송 처리했습니다", "Marked as shipped"),
    "date-bad": ("发货预定日不正确", "発送予定日が正しくありません", "발송예정일이 올바르지 않습니다",
                 "This planned ship date is not possible"),
    "text-bad": ("运送公司或运单号码不正确", "配送会社または送り状番号が正しくありません",
                 "택배사 또는 송장번호가 올바르지 않습니다",
                 "The carrier or the tracking number is not a line of text"),
    "download": ("下载CSV", "CSVダウンロード", "CSV 다운로드", "Download CSV"),
    "assumed": ("此页有以下假设（Qoo10没有公开）", "このページの仮定（Qoo10が公開していない点）",
                "이 페이지의 가정(Qoo10이 공개하지 않은 점)",
                "Assumed on this page, for Qoo10 does not say"),
    "when": ("时间", "日時", "일시", "When"),
    "channel": ("渠道", "手段", "수단", "By"),
    "mail": ("邮件", "メール", "메일", "Mail"),
    "app": ("客户端app", "アプリ", "앱", "App"),
    "what": ("内容", "内容", "내용", "What"),
    "first": ("第一页", "最初", "처음", "First page"),
    "next": ("下一页", "次へ", "다음", "Next page"),
    "now": ("店铺时间", "ショップの時刻", "상점 시각", "Time in this shop"),
}  # fmt: skip

_QUOTED: Final[Mapping[str, str]] = {
    "requests": "home_requests",
    "group": "claims_menu",
    "claims": "claims_page",
    "trade": "trade_details",
    "cancel-request": "requests",
    "order-no": "order_number",
    "refusal": "refusal_section",
    "refusal-reason": "refusal_reason",
    "approve": "approve_button",
    "ask-withdrawal": "withdraw_button",
    "confirm-refuse": "confirm",
    "refused": "done",
    "tab-paid": "paid",
    "ship": "ship_process",
    "ship-date": "planned_date",
    "DELAY": "delayed",
}
"""Words that the hand-over sheet quotes of the screen: the pages say the very same."""

_REASONS: Final = {kind.value: kind for kind in ReasonKind}


def word(key: str, lang: str) -> str:
    """Return the word for *key* in *lang*, one of `LANGUAGES`; in English where there is none.

    >>> from qoo10_cancel.sandbox.words import word
    >>> word("refused", "zh-CN"), word("other", "ja")
    ('已拒绝取消', 'その他')
    """
    if key in _REASONS:
        text = label(_REASONS[key], lang)
    elif key in _QUOTED:
        text = advice_text(f"screen.{_QUOTED[key]}", lang, {})
    else:
        return WORDS[key][_ORDER.index(lang if lang in _ORDER else "en")]
    return text[:1].upper() + text[1:]
