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
        "您订购的商品已于{shipped_on}由{carrier}寄出（运单号：{tracking_no}）。货物已在运输途"
        "中，无法受理取消。如需退货，请在收到商品后提交退货申请。"
    ),
    "ready.SHIPPED_INTERNATIONAL": (
        "您订购的商品已于{shipped_on}从{origin}以国际快递（{carrier}，运单号：{tracking_no}）"
        "寄出。货物已在运输途中，无法召回，因此无法受理取消，敬请谅解。"
    ),
    "ready.SHIPPED_UNTRACKED": (
        "您订购的商品已于{shipped_on}以{carrier}（无运单号的配送方式）寄出。寄出后的包裹无法"
        "拦截，因此无法受理取消。请您稍候，等待商品送达。"
    ),
    "ready.READY_PICKUP": (
        "您订购的商品已完成包装并贴好面单，{carrier}将于{pickup_on}上门取件。发货准备已经完成"
        "，因此无法受理取消。运单号将在发货后登记。"
    ),
    "ready.READY_WAREHOUSE": (
        "您订购的商品已于{ready_on}在仓库完成出库准备，无法单独取出。我们将于{ship_on}发货，"
        "因此无法受理取消，敬请谅解。"
    ),
    "ready.CUSTOM_STARTED": (
        "您订购的是按您指定内容制作的定制商品，已于{production_started_on}开始制作。开始制作"
        "后的商品无法销售给其他顾客，因此无法受理取消。"
    ),
    "ready.CUSTOM_PROCESSED": (
        "您订购的商品已于{processed_on}完成指定文字的刻字（印字）加工。加工后的商品无法再次销"
        "售，因此无法受理取消。商品将于{ship_on}发货。"
    ),
    "ready.CUSTOM_MADE_TO_ORDER": (
        "您订购的是接单后生产的商品，已于{production_started_on}开始生产。开始生产后无法受理"
        "取消。商品将按照说明于{ship_on}发货。"
    ),
    "ready.OTHER_BUYER_AGREED": (
        "我们已于{contacted_on}与您取得联系，并获得您同意按原订单收货。因此本次取消申请予以撤"
        "回，商品将于{ship_on}发货。感谢您的配合。"
    ),
    "ready.OTHER_BUNDLED": (
        "您订购的商品与同时订购的其他商品装在同一箱，已于{shipped_on}由{carrier}寄出（运单号"
        "：{tracking_no}）。无法单独取出部分商品，因此无法受理取消。"
    ),
    "ready.OTHER_PERISHABLE": (
        "您订购的是生鲜食品，已于{prepared_on}完成您这份商品的备料和包装。为保证品质，无法销"
        "售给其他顾客，因此无法受理取消。商品将于{ship_on}发货。"
    ),
    "ready.OTHER_DIGITAL": (
        "您订购的商品为数字兑换码，已于{sent_on}发送给您。发送后的兑换码无法作废并再次销售，"
        "因此无法受理取消，敬请谅解。"
    ),
    "months": "1 2 3 4 5 6 7 8 9 10 11 12",
    "day": "{month}月{day}日",
    "carrier.yamato": "ヤマト運輸（雅玛多）",
    "carrier.sagawa": "佐川急便",
    "carrier.japan_post": "日本邮政",
    "carrier.seino": "西浓运输",
    "carrier.fukuyama": "福山通运",
    "carrier.qxpress": "Qxpress",
    "carrier.ems": "EMS",
    "carrier.dhl": "DHL",
    "carrier.fedex": "FedEx",
    "carrier.ups": "UPS",
    "carrier.sf": "顺丰速运",
    "carrier.cj": "CJ大韩通运",
    "place.kr": "韩国",
    "place.cn": "中国",
    "place.hk": "香港",
    "place.tw": "台湾",
    "place.us": "美国",
    "place.th": "泰国",
    "place.vn": "越南",
    "place.sg": "新加坡",
    "place.my": "马来西亚",
    "slot.shipped_on": "交给承运商的日期",
    "slot.carrier": "承运商",
    "slot.tracking_no": "运单号",
    "slot.origin": "发货国家或地区",
    "slot.pickup_on": "上门取件日",
    "slot.ready_on": "出库准备完成日",
    "slot.prepared_on": "备料和包装完成日",
    "slot.production_started_on": "开始制作的日期",
    "slot.processed_on": "加工完成日",
    "slot.contacted_on": "顾客同意的日期",
    "slot.sent_on": "发送兑换码的日期",
    "slot.ship_on": "将要发货的日期",
    "gap.missing": "{slot}（{field}）：尚未记录",
    "gap.unlisted": "{slot}（{field}）：记录的名称不在列表中；给顾客的文字只使用列表中的名称",
    "gap.malformed": "{slot}（{field}）：请记录为6至30位的大写字母、数字和连字符，且须含数字",
    "gap.still-to-come": "{slot}（{field}）：时间尚未到，不能写成已经完成",
    "gap.before-the-order": "{slot}（{field}）：早于订购日；请核对记录",
    "gap.before-the-request": "{slot}（{field}）：早于取消申请；请记录申请之后取得的同意",
    "gap.has-passed": "{slot}（{field}）：日期已过，不能写成预定",
    "gap.not-today": "{slot}（{field}）：拒绝当天必须做发货处理，因此必须是今天",
    "gap.a-year-away": "{slot}（{field}）：相隔一年以上；文字中不写年份，因此不能使用",
    "choice.shipped": "【商品发送完了】",
    "choice.prepared": "【发送准备完了】",
    "choice.made_to_order": "【订购制作商品】",
    "choice.other": "【其他】",
    "choice.none": "尚未选择",
    "screen.home_requests": "【取消申请】",
    "screen.claims_menu": "【运送/取消/未收取】",
    "screen.claims_page": "【取消/退货/未收取】",
    "screen.trade_details": "【交易信息】",
    "screen.requests": "【取消要求】",
    "screen.order_number": "【订购号码】",
    "screen.refusal_section": "【拒绝取消】",
    "screen.refusal_reason": "【拒绝取消理由】",
    "screen.approve_button": "【取消处理】",
    "screen.withdraw_button": "【取消的撤回要请】",
    "screen.confirm": "【仅限不可取消状态, 可选择拒绝取消处理。是否要拒绝取消处理?】",
    "screen.done": "【已拒绝取消】",
    "screen.paid": "【买家已付款】",
    "screen.ship_process": "【发货处理】",
    "screen.planned_date": "【发货预定日】",
    "screen.delayed": "【运送延期】",
    "screen.ask_qoo10": "【向Qoo10进行咨询】",
    "screen.ask_about": "【JQSM操作方法】",
    "screen.ask_topic": "【投诉管理(退货·交换·未收取)】",
    "step.1": (
        "打开J·QSM，在首页点击{home_requests}旁的数字。\n也可以从菜单进入：{claims_menu} > "
        "{claims_page}"
    ),
    "step.2": "在{trade_details}中点击{requests}的数字。",
    "step.3": "在列表中找到{order_number}为 {order_no} 的一行，双击。",
    "step.4": (
        "核对内容后下滑至{refusal_section}栏，在{refusal_reason}的下拉菜单中选择：\n{choice}"
    ),
    "step.5": (
        "点击{refusal_section}按钮。注意旁边的按钮：\n{approve_button}会同意取消，"
        "{withdraw_button}只是请顾客撤回。"
    ),
    "step.6": "在确认弹窗\n{confirm}\n中确认无误后点击【OK】。",
    "step.7": "出现{done}即表示完成。请在您的工具中也记录这次拒绝。",
    "field.paste": "将下面的文字原样粘贴到填写栏。",
    "field.spare": "如有填写栏，请粘贴下面的文字；如没有，可将其作为消息发给顾客。",
    "field.none": "无需填写文字。",
    "field.empty": "文字尚未填写。",
    "sheet.title": "拒绝订单 {order_no} 的取消申请",
    "sheet.made": "{made} 制作。时间均为日本时间。",
    "sheet.refuse-before": "请在 {refuse_before} 之前拒绝。{planned_date}为 {ship_date}。",
    "sheet.too-late": "拒绝期限 {refuse_before} 已过。{planned_date}为 {ship_date}。",
    "sheet.date-unknown": (
        "{planned_date}不明。过期后会变成{delayed}，无法拒绝，请先在J·QSM确认。"
    ),
    "sheet.ship-before": "如果今天拒绝，请在 {duty_due} 之前做发货处理",
    "sheet.legend": "【】内是中文画面上的文字。",
    "sheet.stop": "现在还不能拒绝",
    "sheet.note": "请先了解",
    "sheet.steps": "J·QSM操作步骤",
    "sheet.text": "顾客读到的文字（复制两线之间的内容）",
    "sheet.gloss": "文字的意思",
    "sheet.own-words": "这是您自己写的文字，没有译文；顾客读到的就是上面的日语。",
    "sheet.cart": "同一购物车 {cart_no} 的订单",
    "sheet.sibling": "{order_no}（{stands}）：{box}",
    "sheet.each": "申请、拒绝和发货处理都按订单逐一进行。",
    "box.yes": "同一箱",
    "box.no": "不同箱",
    "box.unknown": "是否同箱没有记录",
    "sheet.next": "拒绝之后",
    "next.withdrawn": "系统自动撤销顾客的取消申请，订单回到{paid}。",
    "next.ship": (
        "请在 {duty_due} 之前做{ship_process}。\n未做或假发货，可能按开店服务规定受到处罚。"
    ),
    "next.told": "系统会通过app和邮件将结果和理由通知顾客。",
    "next.final": "顾客无法再对该订单提出取消申请。",
    "sheet.trouble": "无法点击或Qoo10提示不可时",
    "trouble.look": "先看订单是否仍在{requests}中。如已不在，可能顾客已撤回，或订单已取消。",
    "trouble.contact": "请直接联系顾客说明情况。",
    "trouble.withdraw": "通过{withdraw_button}请顾客撤回申请（QC-21）。",
    "trouble.ask": "咨询Qoo10：{ask_qoo10} > {ask_about} > {ask_topic}",
    "preview.title": "顾客将读到的内容",
    "preview.by": "通过app和邮件送达。理由：{choice}",
    "preview.no-text": "没有文字，只送达所选的理由；日语显示由Qoo10决定。",
}
