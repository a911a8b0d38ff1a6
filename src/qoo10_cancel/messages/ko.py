"""PLACEHOLDER."""

RULES: dict[str, tuple[str, str]] = {}

# What `text` says of a free text.
TEXT: dict[str, tuple[str, str]] = {
    "QC-05.empty": (
        "the text is empty; 其他 needs {required} characters",
        "write in Japanese why the request is refused",
    ),
    "QC-05.too-short": (
        "the text has {content_length} of the {required} characters needed (the form may count {form_length})",
        "add {missing} more characters; spaces, emoji and invisible characters do not count",
    ),
    "QC-06.not-japanese": (
        "the text is not Japanese",
        "write the whole text in Japanese, as the manual asks",
    ),
}

NOTICES: dict[str, tuple[str, str]] = {}

WORDS: dict[str, str] = {}

# What `templates`, `slots`, `preview` and `handover` say.
ADVICE: dict[str, str] = {
    "ready.SHIPPED_TRACKED": (
        "주문하신 상품은 {shipped_on}에 {carrier}(으)로 발송되었습니다(송장번호: "
        "{tracking_no}). 이미 운송 중이므로 취소를 받아들이기 어렵습니다. 반품을 원하시면 상"
        "품 도착 후 반품을 신청해 주시기 바랍니다."
    ),
    "ready.SHIPPED_INTERNATIONAL": (
        "주문하신 상품은 {shipped_on}에 {origin}에서 국제 배송({carrier}, 송장번호: "
        "{tracking_no})으로 발송되었습니다. 이미 운송 중이라 물품을 회수할 수 없으므로 취소를"
        " 받아들이기 어렵습니다. 양해 부탁드립니다."
    ),
    "ready.SHIPPED_UNTRACKED": (
        "주문하신 상품은 {shipped_on}에 {carrier}(송장번호가 없는 배송 방법)(으)로 발송되었습"
        "니다. 발송된 물품은 멈출 수 없으므로 취소를 받아들이기 어렵습니다. 상품이 도착할 때"
        "까지 잠시만 기다려 주시기 바랍니다."
    ),
    "ready.READY_PICKUP": (
        "주문하신 상품은 포장과 송장 부착까지 완료되었으며, {pickup_on}에 {carrier}에서 집하"
        "할 예정입니다. 발송 준비가 완료되어 취소를 받아들이기 어렵습니다. 송장번호는 발송 후"
        " 등록하겠습니다."
    ),
    "ready.READY_WAREHOUSE": (
        "주문하신 상품은 {ready_on}에 창고에서 출고 준비가 완료되어 개별적으로 꺼낼 수 없는 "
        "상태입니다. {ship_on}에 발송할 예정이므로 취소를 받아들이기 어렵습니다. 양해 부탁드"
        "립니다."
    ),
    "ready.CUSTOM_STARTED": (
        "주문하신 상품은 고객님의 지정에 맞추어 제작하는 주문 제작 상품으로, "
        "{production_started_on}에 제작을 시작하였습니다. 제작을 시작한 상품은 다른 고객님께 "
        "판매할 수 없어 취소를 받아들이기 어렵습니다."
    ),
    "ready.CUSTOM_PROCESSED": (
        "주문하신 상품은 지정하신 문구를 넣는 가공이 {processed_on}에 완료되었습니다. 가공 후"
        "의 상품은 재판매할 수 없어 취소를 받아들이기 어렵습니다. 상품은 {ship_on}에 발송하겠"
        "습니다."
    ),
    "ready.CUSTOM_MADE_TO_ORDER": (
        "주문하신 상품은 주문을 받은 후 생산하는 상품으로, {production_started_on}에 생산을 "
        "시작하였습니다. 생산 시작 후에는 취소를 받아들이기 어렵습니다. 상품은 안내해 드린 대"
        "로 {ship_on}에 발송하겠습니다."
    ),
    "ready.OTHER_BUYER_AGREED": (
        "{contacted_on}에 고객님과 연락하여 이대로 상품을 받으시겠다는 동의를 받았습니다. 이"
        "에 이번 취소 신청은 철회 처리하고 상품을 {ship_on}에 발송하겠습니다. 협조해 주셔서 "
        "진심으로 감사합니다."
    ),
    "ready.OTHER_BUNDLED": (
        "주문하신 상품은 함께 주문하신 다른 상품과 같은 상자로 {shipped_on}에 {carrier}(송장"
        "번호: {tracking_no})(으)로 발송되었습니다. 일부 상품만 꺼낼 수 없으므로 취소를 받아"
        "들이기 어렵습니다."
    ),
    "ready.OTHER_PERISHABLE": (
        "주문하신 상품은 신선식품으로, {prepared_on}에 고객님 몫의 준비와 포장을 완료하였습니"
        "다. 품질을 지키기 위해 다른 고객님께 판매할 수 없어 취소를 받아들이기 어렵습니다. 상"
        "품은 {ship_on}에 발송하겠습니다."
    ),
    "ready.OTHER_DIGITAL": (
        "주문하신 상품은 디지털 코드로, {sent_on}에 고객님께 전송되었습니다. 전송된 코드는 무"
        "효화하여 재판매할 수 없으므로 취소를 받아들이기 어렵습니다. 양해 부탁드립니다."
    ),
    "months": "1 2 3 4 5 6 7 8 9 10 11 12",
    "day": "{month}월 {day}일",
    "carrier.yamato": "야마토운수",
    "carrier.sagawa": "사가와급편",
    "carrier.japan_post": "일본우편",
    "carrier.seino": "세이노운수",
    "carrier.fukuyama": "후쿠야마통운",
    "carrier.qxpress": "Qxpress",
    "carrier.ems": "EMS",
    "carrier.dhl": "DHL",
    "carrier.fedex": "FedEx",
    "carrier.ups": "UPS",
    "carrier.sf": "SF익스프레스",
    "carrier.cj": "CJ대한통운",
    "place.kr": "한국",
    "place.cn": "중국",
    "place.hk": "홍콩",
    "place.tw": "대만",
    "place.us": "미국",
    "place.th": "태국",
    "place.vn": "베트남",
    "place.sg": "싱가포르",
    "place.my": "말레이시아",
    "slot.shipped_on": "인도일",
    "slot.carrier": "택배사",
    "slot.tracking_no": "송장번호",
    "slot.origin": "발송 국가·지역",
    "slot.pickup_on": "집하일",
    "slot.ready_on": "출고 준비 완료일",
    "slot.prepared_on": "준비·포장 완료일",
    "slot.production_started_on": "제작 시작일",
    "slot.processed_on": "가공 완료일",
    "slot.contacted_on": "고객 동의일",
    "slot.sent_on": "코드 전송일",
    "slot.ship_on": "발송할 날짜",
    "gap.missing": "{slot}({field}): 아직 기록되지 않았습니다",
    "gap.unlisted": (
        "{slot}({field}): 기록된 이름이 목록에 없습니다. 고객이 읽는 글에는 목록에 있는 이름"
        "만 씁니다"
    ),
    "gap.malformed": (
        "{slot}({field}): 영문 대문자·숫자·하이픈 6~30자로, 숫자를 포함하여 기록하세요"
    ),
    "gap.still-to-come": "{slot}({field}): 아직 오지 않은 때이므로 끝난 일로 쓸 수 없습니다",
    "gap.before-the-order": "{slot}({field}): 주문보다 앞선 날입니다. 기록을 확인하세요",
    "gap.before-the-request": (
        "{slot}({field}): 취소요청보다 앞선 날입니다. 요청 후에 받은 동의를 기록하세요"
    ),
    "gap.has-passed": "{slot}({field}): 이미 지난 날이므로 예정으로 쓸 수 없습니다",
    "gap.not-today": "{slot}({field}): 거부한 당일에 발송 처리해야 하므로 오늘이어야 합니다",
    "gap.a-year-away": (
        "{slot}({field}): 1년 이상 떨어진 날입니다. 글에 연도를 쓰지 않으므로 쓸 수 없습니다"
    ),
    "choice.shipped": "【商品发送完了】(≈ 발송 완료)",
    "choice.prepared": "【发送准备完了】(≈ 발송 준비 완료)",
    "choice.made_to_order": "【订购制作商品】(≈ 주문제작 상품)",
    "choice.other": "【其他】(≈ 기타)",
    "choice.none": "아직 선택하지 않았습니다",
    "screen.home_requests": '【取消申请】("취소요청")',
    "screen.claims_menu": "【运送/取消/未收取】(≈ 배송/취소/미수취)",
    "screen.claims_page": "【取消/退货/未收取】(≈ 취소/반품/미수취)",
    "screen.trade_details": "【交易信息】(≈ 거래 정보)",
    "screen.requests": '【取消要求】("취소요청")',
    "screen.order_number": "【订购号码】(≈ 주문번호)",
    "screen.refusal_section": "【拒绝取消】(≈ 취소 거부)",
    "screen.refusal_reason": "【拒绝取消理由】(≈ 취소 거부 사유)",
    "screen.approve_button": "【取消处理】(≈ 취소 처리)",
    "screen.withdraw_button": "【取消的撤回要请】(≈ 취소 철회 요청)",
    "screen.confirm": (
        "【仅限不可取消状态, 可选择拒绝取消处理。是否要拒绝取消处理?】(≈ 취소할 수 없는 상태"
        "일 때만 거부할 수 있습니다. 거부할까요)"
    ),
    "screen.done": "【已拒绝取消】(≈ 취소를 거부했습니다)",
    "screen.paid": '【买家已付款】("배송요청")',
    "screen.ship_process": '【发货处理】("발송 처리")',
    "screen.planned_date": '【发货预定日】("발송예정일")',
    "screen.delayed": '【运送延期】("배송지연")',
    "screen.ask_qoo10": "【向Qoo10进行咨询】(≈ Qoo10에 문의하기)",
    "screen.ask_about": "【JQSM操作方法】(≈ J·QSM 사용 방법)",
    "screen.ask_topic": "【投诉管理(退货·交换·未收取)】(≈ 클레임 관리(반품·교환·미수취))",
    "step.1": (
        "J·QSM을 열고 첫 화면에서 {home_requests}의 숫자를 누릅니다.\n메뉴로는 {claims_menu} "
        ">\n{claims_page}"
    ),
    "step.2": "{trade_details}에서 {requests}의 건수를 누릅니다.",
    "step.3": "목록에서 {order_number} {order_no} 행을 찾아 두 번 누릅니다.",
    "step.4": (
        "내용을 확인하고 아래로 내려가 {refusal_section} 칸의 {refusal_reason}에서 고릅니다:\n"
        "{choice}"
    ),
    "step.5": (
        "{refusal_section} 단추를 누릅니다. 옆 단추에 주의하세요:\n{approve_button}은 취소를 "
        "승인하고, {withdraw_button}은 철회를 부탁할 뿐입니다."
    ),
    "step.6": "확인 창\n{confirm}\n을 읽고, 틀림없으면 【OK】를 누릅니다.",
    "step.7": "{done}이 나오면 끝입니다. 이 거부를 쓰고 있는 도구에도 기록하세요.",
    "field.paste": "아래 글을 그대로 칸에 붙여 넣습니다.",
    "field.spare": "칸이 나오면 아래 글을 붙여 넣고, 없으면 고객에게 보내는 메시지로 씁니다.",
    "field.none": "글은 필요 없습니다.",
    "field.empty": "글이 아직 없습니다.",
    "sheet.title": "주문 {order_no} 의 취소요청 거부하기",
    "sheet.made": "{made} 작성. 시각은 모두 일본 시간입니다.",
    "sheet.refuse-before": "거부 기한: {refuse_before} 전. {planned_date}은 {ship_date} 입니다.",
    "sheet.too-late": (
        "거부 기한 {refuse_before} 이 지났습니다. {planned_date}은 {ship_date} 입니다."
    ),
    "sheet.date-unknown": (
        "{planned_date}을 알 수 없습니다. 지나면 {delayed}이 되어\n거부할 수 없으니 J·QSM에서"
        " 확인하세요."
    ),
    "sheet.ship-before": "발송 처리 기한: 오늘 거부하면 {duty_due} 전",
    "sheet.legend": '【 】는 중국어 화면의 글자, " "는 Qoo10의 한국어, ≈ 뒤는 우리의 번역입니다.',
    "sheet.stop": "이대로는 거부할 수 없습니다",
    "sheet.note": "먼저 알아 둘 것",
    "sheet.steps": "J·QSM에서의 순서",
    "sheet.text": "고객이 읽는 글(선 사이를 복사)",
    "sheet.gloss": "글의 뜻",
    "sheet.own-words": "직접 쓰신 글이라 번역이 없습니다. 고객은 위의 일본어를 그대로 읽습니다.",
    "sheet.cart": "같은 장바구니 {cart_no} 의 주문",
    "sheet.sibling": "{order_no}({stands}): {box}",
    "sheet.each": "요청도 거부도 발송 처리도 주문마다 따로 합니다.",
    "box.yes": "같은 상자",
    "box.no": "다른 상자",
    "box.unknown": "같은 상자인지는 기록이 없습니다",
    "sheet.next": "거부하면",
    "next.withdrawn": "고객의 요청은 자동으로 철회되고 주문은 {paid}으로 돌아갑니다.",
    "next.ship": (
        "{duty_due} 전에 {ship_process}를 합니다.\n하지 않거나 허위이면 입점 규약에 따라 제재"
        "를 받을 수 있습니다."
    ),
    "next.told": "고객에게는 앱과 메일로 사유와 함께 통지됩니다.",
    "next.final": "고객은 이 주문의 취소를 다시 요청할 수 없습니다.",
    "sheet.trouble": "누를 수 없거나 거절될 때",
    "trouble.look": (
        "{requests}에 아직 있는지 봅니다.\n없으면 고객이 철회했거나 이미 취소된 것입니다."
    ),
    "trouble.contact": "고객에게 직접 연락하여 사정을 설명합니다.",
    "trouble.withdraw": "{withdraw_button}으로 고객에게 요청 철회를 부탁합니다(QC-21).",
    "trouble.ask": "Qoo10에 문의합니다: {ask_qoo10}\n> {ask_about}\n> {ask_topic}",
    "preview.title": "고객이 읽는 내용",
    "preview.by": "앱과 메일로 도착합니다. 사유: {choice}",
    "preview.no-text": "글 없이 고른 사유만 전해집니다. 일본어 표시는 Qoo10이 정합니다.",
}
