"""What the library says, in Chinese."""

# What `rules`, `machine`, `observe`, `outlook` and `desk` find: the message and the remedy.
RULES: dict[str, tuple[str, str]] = {
    "QC-00.not-expected": (
        "“{state}”的订单不会发生此事：{event}",
        (
            "请在J·QSM中核对订单的当前状态，并重新读入；如果在J·QSM中也无法继续，请向Qoo10咨询（"
            "JQSM操作方法 › 投诉管理）"
        ),
    ),
    "QC-00.asked-already": (
        "订单已经是“{state}”，不必再次进行此操作：{event}",
        "请等待顾客答复，或拒绝申请、批准取消",
    ),
    "QC-00.sent-already": (
        "订单是“{state}”，现在进行此操作已经太晚：{event}",
        "无需处理；如果顾客不要商品，请在送达后协商退货",
    ),
    "QC-00.closed": (
        "订单是“{state}”，已无法进行此操作：{event}",
        "请不要发货；如果已经发出，请联系运送公司和顾客",
    ),
    "QC-00.no-open-request": (
        "订单是“{state}”，没有待处理的取消申请：{event}",
        "无需处理；如果J·QSM中有取消申请，请先重新读入订单",
    ),
    "QC-00.codes-disagree": (
        "Qoo10的两个代码不一致（运送 {shipping}，投诉 {claim}；0表示没有）；按“{state}”处理",
        "请在J·QSM中核对订单；如有不同，请更正记录",
    ),
    "QC-00.vanished": (
        "Qoo10的列表中已没有此订单；不清楚是否已取消",
        "请在J·QSM的取消完成列表中核对，并记录结果",
    ),
    "QC-00.shipped-and-cancelled": (
        "订单已取消完成，但之后又有发货处理的记录；哪一个正确无从得知",
        "请在J·QSM中核对订单；如果包裹已经发出，请联系运送公司和顾客；有误的记录请撤销",
    ),
    "QC-01.no-request": (
        "没有可以拒绝的取消要求；订单为“{state}”",
        "只有顾客的取消要求尚未处理时才能拒绝；如果J·QSM中显示有取消要求，请先重新读入订单",
    ),
    "QC-01.already-refused": (
        "此订单的取消要求已拒绝过；订单为“{state}”",
        "不需要再次拒绝；如果还没有做发货处理，请在今天内完成",
    ),
    "QC-02.delayed": (
        "订单已是运送延期，无法拒绝取消；顾客可以自行取消，系统会直接退款",
        (
            "如果商品已发出，请立即做发货处理；如果已准备好，请先交给运送公司；否则请直接联系顾"
            "客，或由顾客自行取消"
        ),
    ),
    "QC-03.planned-date-unknown": (
        "不知道发货预定日，无法确认是否已过",
        "拒绝之前，请在J·QSM中确认发货预定日是今天或以后",
    ),
    "QC-03.planned-date-passed": (
        "发货预定日（{ship_date}）已过，无法再拒绝取消",
        "请直接联系顾客；取消要求尚未处理期间，可用取消的撤回要请，请顾客撤回，或同意取消",
    ),
    "QC-03.planned-day-is-today": (
        "发货预定日（{ship_date}）就是今天；从几点起算已过，没有公开说明",
        "如要拒绝，请现在就拒绝，不要拖延，并随即做发货处理",
    ),
    "QC-04.not-chosen": (
        "没有选择拒绝取消理由",
        "请从四个理由中选择一个：商品发送完了、发送准备完了、订购制作商品、其他",
    ),
    "QC-09.more-than-recorded": (
        "模板{text}写有记录无法证明的内容",
        "请读完全文，只有全部属实时才发送",
    ),
    "QC-09.no-evidence": (
        "没有记录能证明“{reason}”这一理由；可以证明的有：{need}",
        (
            "请记录证明，或选择符合事实的理由；其他情况请不要拒绝，请用取消的撤回要请，请顾客撤回"
            "申请"
        ),
    ),
    "QC-09.not-yet": (
        "“{reason}”这一理由所依据的事，在拒绝时尚未发生：{fact_at}（日本时间）",
        "请在其完成之后再拒绝，或更正所记录的时间",
    ),
    "QC-09.before-order": (
        "证明“{reason}”这一理由的时间（日本时间{fact_at}）早于订购时间（日本时间{ordered_at}）",
        "请核对两个时间并更正错误的一个；只能以该订单确实发生的事为由拒绝",
    ),
    "QC-10.not-confirmed": (
        "尚未确认拒绝",
        "请再次核对订单和理由，然后确认；拒绝会立即通知顾客，顾客无法再次申请取消",
    ),
    "QC-11.refused-before": (
        "此订单的取消要求已在日本时间{refused_at}拒绝；顾客无法再次申请取消",
        "如果还没有做发货处理，请处理；如果顾客仍不想要，请与顾客商量收货后退货",
    ),
    "QC-12.little-time": (
        "距离拒绝当天发货处理的期限只剩{left}（时:分:秒），期限为日本时间{due_at}",
        "拒绝后能马上做发货处理时才拒绝；否则，如果发货预定日允许，请过了零点再拒绝",
    ),
    "QC-12.collides-with-same-day": (
        "文字中的发货日或取件日为{ship_on}，但拒绝取消的订单必须当天做发货处理",
        "请改用拒绝当天的日期；如果发货预定日允许，也可以在发货当天拒绝",
    ),
    "QC-12.refused-when": (
        "Qoo10显示该要求已被拒绝，但没有显示时间；当天发货的义务从拒绝时开始",
        "请确认拒绝的时间并记录；如果尚未做发货处理，请立即处理",
    ),
    "QC-12.another-day": (
        (
            "此次拒绝已有另一天的记录（日本时间{refused_at}）；以较早的为准，发货处理的期限也"
            "以那天为准"
        ),
        "请核对是哪一天拒绝的；如果较早的记录有误，请撤销",
    ),
    "QC-12.ships-later": (
        "此商品的发货预定日为{ship_date}，但拒绝取消的订单必须在拒绝当天做发货处理",
        "请在发货当天拒绝；如果来不及，请向顾客提出撤回要请",
    ),
    "QC-12.late": (
        "发货处理应在拒绝当天、日本时间{due_at}之前完成，现在已经迟了",
        "即使迟了也请立即做发货处理；可能按照Qoo10开店服务规定受到处罚",
    ),
    "QC-12.too-early": (
        "时间还没有到：{event}（日本时间{due_at}）",
        "不需要做任何事；到时会自动处理",
    ),
    "QC-13.implausible-number": (
        "运单号码不像真实的号码",
        "请与包裹的面单核对；虚假发货会受到处罚",
    ),
    "QC-13.number-is-the-order": (
        "运单号码填的是该订单自己的订购号码",
        "请填写包裹面单上的号码；虚假发货会受到Qoo10处罚",
    ),
    "QC-13.number-is-the-cart": (
        "运单号码填的是该订单的购物车号码",
        "请填写包裹面单上的号码；虚假发货会受到Qoo10处罚",
    ),
    "QC-13.number-is-a-date": (
        "运单号码填的是日期",
        "请填写包裹面单上的号码；虚假发货会受到Qoo10处罚",
    ),
    "QC-13.number-is-a-phone": (
        "运单号码填的是电话号码",
        "请填写包裹面单上的号码，不要在此栏填写电话号码",
    ),
    "QC-13.check-digit": (
        "运单号码的校验位与该运送公司的号码规则不符，可能有数字填错",
        "请与包裹面单逐位核对并更正",
    ),
    "QC-13.no-parcel": (
        "发货处理缺少以下内容：{need}",
        (
            "请填写运送公司和包裹面单上的号码；如果该运送方式没有运单号码，请保留寄件凭证：虚"
            "假发货会受到Qoo10处罚"
        ),
    ),
    "QC-13.before-payment": (
        "发货处理早于付款（日本时间{paid_at}）",
        "请核对两个时间；只对确实交给运送公司的商品做发货处理",
    ),
    "QC-13.number-used-elsewhere": (
        "此运单号码已用于另一购物车的订单{order_no}",
        "请与两个包裹的面单核对，并更正错误的一个；虚假发货会受到处罚",
    ),
    "QC-14.refunded-at-once": (
        "订单已是运送延期，顾客取消后系统已直接退款，不经店铺处理",
        "请不要再发货；如果已经发出，请联系运送公司和顾客",
    ),
    "QC-14.refused-and-delayed": (
        "此订单曾拒绝取消，而发货预定日（{ship_date}）已过；顾客现在能否取消，没有公开说明",
        "请立即做发货处理；如果J·QSM中出现取消，请向Qoo10咨询（JQSM操作方法 › 投诉管理）",
    ),
    "QC-14.pending-though-delayed": (
        "发货预定日已过，Qoo10却显示取消要求尚未处理；本应直接退款",
        (
            "请在J·QSM中核对订单和发货预定日；如果确实已过，请不要拒绝，请向Qoo10咨询（JQSM操作方"
            "法 › 投诉管理）"
        ),
    ),
    "QC-15.request-gone": (
        "顾客的取消要求已不存在，而Qoo10没有说明原因",
        "请确认是顾客撤回了，还是店铺的人员拒绝了，并记录是哪一种；如果是拒绝，当天必须做发货处理",
    ),
    "QC-15.still-pending": (
        "记录为已拒绝取消，但Qoo10仍显示顾客的取消要求",
        "请在J·QSM中确认拒绝是否完成；如果没有完成，请在J·QSM中拒绝，并记录时间",
    ),
    "QC-17.reservation-unknown": (
        "不清楚是否为预约商品；如果不是，顾客的取消会立即生效",
        "请在J·QSM中确认取消要求尚未处理，还是订单已取消",
    ),
    "QC-18.date-in-the-past": (
        "发货预定日（{ship_date}）已过；这样设定，订单会立即变成运送延期",
        "请设定今天或以后、确实能发货的日期",
    ),
    "QC-18.new-date": (
        "运送延期的订单重新设定发货预定日为{ship_date}；是否因此结束运送延期，没有公开说明",
        "请在J·QSM中确认订单是否已不在运送延期中；在此之前，顾客可以自行取消",
    ),
    "QC-18.date-changed": (
        "发货预定日改为{ship_date}；不清楚此订单是否允许更改",
        "请在J·QSM中确认所显示的发货预定日",
    ),
    "QC-18.too-early": (
        "时间还没有到：{event}（日本时间{due_at}）",
        "不需要做任何事；到时会自动处理",
    ),
    "QC-18.unplanned": (
        "Qoo10显示为运送准备（3），但不知道发货预定日",
        "请在J·QSM中确认发货预定日并记录；没有它就无法知道何时变成运送延期",
    ),
    "QC-19.request-pending": (
        "取消要求尚未处理；处理之前做发货处理，可能导致已发出的商品被退款",
        "请先拒绝取消，并在当天做发货处理；如果同意取消，请不要发货",
    ),
    "QC-20.only-a-return": (
        "订单为“{state}”；发货处理之后不能取消，只能退货",
        "请告知顾客在收货后申请退货",
    ),
    "QC-21.no-reason-fits": (
        "四个理由都没有记录可以证明",
        "请不要拒绝，请用取消的撤回要请，请顾客撤回，或直接联系顾客；如果记录有遗漏，请先补充",
    ),
    "QC-22.earlier-than-recorded": (
        "此时间早于这个订单的最新记录（日本时间{last_at}）",
        "请核对时间；如果无误，不需要做任何事",
    ),
    "QC-22.ahead": (
        "此内容的时间为{seen_at}或更晚，而本机的时钟为{now_at}（日本时间）；未读入任何内容",
        "请校准有误的时钟，然后重新读入",
    ),
    "QC-22.known": (
        "已有此记录",
        "不需要做任何事",
    ),
    "QC-22.more-exact": (
        "与已记录的是同一件事；以更准确的记录为准",
        "不需要做任何事；如果是两件事，请核对时间",
    ),
    "QC-22.retracted": (
        "此订单的一条记录已被{actor}撤销：{event}",
        "请与J·QSM中的订单核对",
    ),
    "QC-22.shown-by-platform": (
        "Qoo10自己显示了此事，不能撤销：{event}",
        "请在J·QSM中核对订单；如果J·QSM有误，请向Qoo10咨询（JQSM操作方法 › 投诉管理）",
    ),
    "QC-22.not-recorded": (
        "没有这样的记录，无可撤销：{event}",
        "请查看订单的历史，写明记录的内容和时间",
    ),
}

# What `text` says of a free text.
TEXT: dict[str, tuple[str, str]] = {
    "QC-05.empty": (
        "理由内容为空；选择“其他”时需要填写{required}个字符",
        "请用日语写明拒绝取消的理由",
    ),
    "QC-05.too-short": (
        "理由只有{content_length}个字符，需要{required}个（页面可能计为{form_length}个）",
        "请再补充{missing}个字符；空格、表情符号和不可见字符不计算在内",
    ),
    "QC-06.not-japanese": (
        "无法当作日语来读：日语文字{japanese}个，其中假名{kana}个",
        "请用完整的日语句子填写；在其他语言里夹几个日语词是不够的",
    ),
    "QC-06.too-little-japanese": (
        "要求{required}个字，其中日语只有{content_length}个字；外语部分：{pieces}",
        "请再用日语写{missing}个字，外语部分不计算在内",
    ),
    "QC-06.mixed-language": (
        "理由中有一部分不是日语：{pieces}",
        "请删除非日语的部分；商品名称可以保留",
    ),
    "QC-07.invalid-unicode": (
        "理由中含有残缺的字符：{found}",
        "内容在传输中已损坏，请重新输入",
    ),
    "QC-07.control-char": (
        "理由中含有控制字符：{found}",
        "请删除该字符，或重新输入该处内容",
    ),
    "QC-07.bidi-control": (
        "理由中含有会颠倒阅读顺序的字符：{found}",
        "请删除该字符，或重新输入该处内容",
    ),
    "QC-07.invisible-removed": (
        "理由中含有{count}个不可见字符：{found}",
        "无需处理；这些字符不计数，也不会发送",
    ),
    "QC-07.markup": (
        "理由中含有HTML代码：{found}",
        "请写纯文本；页面遇到HTML可能会报错",
    ),
    "QC-07.header-injection": (
        "理由中含有会被当作邮件头的内容：{found}",
        "请改写成普通句子，不要使用邮件字段名",
    ),
    "QC-07.placeholder": (
        "模板中还有未填写的空位：{found}",
        "请填入相应内容",
    ),
    "QC-07.mojibake": (
        "理由是乱码：{found}",
        "请从能正常显示的地方重新复制；乱码无法在此修复",
    ),
    "QC-07.too-long": (
        "按页面的计法，理由有{form_length}个字符；最多{limit}个",
        "请缩短；两三句话就够了",
    ),
    "QC-07.too-many-lines": (
        "理由有{lines}行；超过{limit}行可能无法按原样显示",
        "请写成一段",
    ),
    "QC-07.repetitive": (
        "理由反复说同样的话：{found}",
        "请只说一遍，并加以说明",
    ),
    "QC-07.emoji": (
        "理由中含有表情符号，邮件中可能显示为问号：{found}",
        "请删除表情符号",
    ),
    "QC-07.halfwidth-kana": (
        "理由中含有半角片假名：{found}",
        "请改用全角片假名",
    ),
    "QC-07.odd-characters": (
        "文中有许多屏幕无法显示的字符：{found}",
        "请改用普通字符",
    ),
    "QC-07.personal-data": (
        "理由中含有疑似银行卡号的数字",
        "请删除该号码；给顾客的留言不需要它",
    ),
    "QC-07.contact-info": (
        "理由中含有联系方式",
        "请删除；与顾客的沟通应通过Qoo10站内进行",
    ),
    "QC-07.url": (
        "理由中含有链接",
        "请删除；写运单号码即可",
    ),
    "QC-08.store-delay": (
        "理由是店铺原因的延迟：{found}",
        (
            "店铺原因的延迟不能作为拒绝取消的理由：请同意取消，或与顾客协商；如果所写并非延迟，"
            "请附上说明"
        ),
    ),
    "QC-08.reads-like-delay": (
        (
            "没有识别到表示延迟的词语，但这一部分读起来像是店铺自身的延迟，也没有识别到可接受"
            "的依据：{found}"
        ),
        (
            "请写明这个包裹在何时做了什么；如果什么都还没有做，请同意取消，或与顾客协商；如果"
            "所写并非延迟，请附上说明"
        ),
    ),
    "QC-08.delay-mentioned": (
        "理由中提到了延迟：{found}",
        "请不要写延迟，改写已经发生的事实：何时、由哪家运送公司、以哪个运单号码发货",
    ),
    "QC-09.no-ground": (
        "未能从文字中识别出可接受的依据：商品发送完了、发送准备完了、订购制作商品、顾客已同意",
        "如果符合其中一项，请写明是哪一项，以及从何时起",
    ),
}

# Subject and body of each notice.
_ASKS_SUBJECT = "【订单 {order_no}】顾客申请取消"
_ASKS = (
    "订单 {order_no} 的顾客申请取消。请在J·QSM中处理：同意取消；或用取消的撤回要请，请顾客"
    "撤回；商品已发出、已完成发货准备或为定制商品等情况，可以拒绝取消。"
)
NOTICES: dict[str, tuple[str, str]] = {
    "refusal": (
        "【订单 {order_no}】未能接受您的取消申请",
        (
            "感谢您的订购。非常抱歉，您对订单 {order_no} 的取消申请因以下理由未能接受。您的订单"
            "继续有效，请您稍候，等待商品送达。敬请谅解。\n\n理由：{reason}\n{text}"
        ),
    ),
    "request.known": (_ASKS_SUBJECT, _ASKS + "\n可以拒绝的期限：{until}（日本时间）"),
    "request.unknown": (
        _ASKS_SUBJECT,
        _ASKS + "\n不知道发货预定日，因此无法确定可以拒绝到何时；请在J·QSM中查看发货预定日。",
    ),
    "request.open": (_ASKS_SUBJECT, _ASKS),
    "request.passed": (
        _ASKS_SUBJECT,
        (
            "订单 {order_no} 的顾客申请取消。发货预定日已于日本时间{until}过去，无法再拒绝取消。"
            "请在J·QSM中查看订单：同意取消；或用取消的撤回要请，请顾客撤回；或直接联系顾客。"
        ),
    ),
    "request_ending": (
        "【订单 {order_no}】取消要求可以拒绝的时间还剩{left}",
        (
            "订单 {order_no} 的取消要求尚未处理，而发货预定日即将过去。过后将无法拒绝。请立即在"
            "J·QSM中处理。\n可以拒绝的期限：{until}（日本时间）"
        ),
    ),
    "duty_started": (
        "【订单 {order_no}】已拒绝取消：请在今天内做发货处理",
        (
            "订单 {order_no} 已拒绝取消。请在日本时间{due_at}之前，在J·QSM中做发货处理。拒绝当天不"
            "做发货处理，可能按照Qoo10开店服务规定受到处罚。"
        ),
    ),
    "duty_ending": (
        "【订单 {order_no}】尚未做发货处理：今天还剩{left}",
        (
            "订单 {order_no} 今天已拒绝取消，但尚未做发货处理。请在日本时间{due_at}之前，在J·QSM中"
            "做发货处理。过后可能按照Qoo10开店服务规定受到处罚。"
        ),
    ),
    "duty_missed": (
        "【订单 {order_no}】拒绝当天没有做发货处理",
        (
            "订单 {order_no} 拒绝取消后，到期限日本时间{due_at}为止没有做发货处理。请立即在J·QSM中"
            "做发货处理。可能按照Qoo10开店服务规定受到处罚。"
        ),
    ),
    "delayed": (
        "【订单 {order_no}】已变成运送延期",
        (
            "订单 {order_no} 的发货预定日已过，而没有做发货处理。顾客可以自行取消，系统会直接"
            "退款，店铺无法拒绝取消。商品一发出，请立即做发货处理。"
        ),
    ),
    "refunded": (
        "【订单 {order_no}】顾客已取消：请不要发货",
        (
            "订单 {order_no} 由顾客取消，不经店铺处理，已立即生效（{rule}）。请不要发货。如果已经"
            "发出，请联系运送公司和顾客。"
        ),
    ),
    "fake_found": (
        "【订单 {order_no}】Qoo10认定为虚假发货",
        (
            "Qoo10认定订单 {order_no} 的发货处理为虚假发货。可能按照Qoo10开店服务规定受到处罚。请"
            "核对运送公司和运单号码，备好发货证明；如有异议，请向Qoo10咨询。"
        ),
    ),
    "set_right.duty_missed": (
        "【订单 {order_no}】发货处理没有超过期限",
        (
            "此前通知订单 {order_no} 在拒绝当天没有做发货处理，这是错误的。根据之后得知的记录"
            "，没有违规。"
        ),
    ),
    "set_right.delayed": (
        "【订单 {order_no}】并没有变成运送延期",
        "此前通知订单 {order_no} 已变成运送延期，这是错误的。请在J·QSM中核对订单现在的状态。",
    ),
    "set_right.refunded": (
        "【订单 {order_no}】并没有直接退款",
        (
            "此前通知订单 {order_no} 由顾客取消并已直接退款，这是错误的。请在J·QSM中核对是否"
            "有未处理的取消要求。"
        ),
    ),
    "set_right.request": (
        "【订单 {order_no}】没有这个取消要求",
        (
            "此前通知订单 {order_no} 有取消要求，但并没有这个要求，或与之前的是同一个。请在"
            "J·QSM中核对是否有未处理的取消要求。"
        ),
    ),
}

# The glossary; `docs/glossary.md` is made from it.
WORDS: dict[str, str] = {
    "state.new": "新订购",
    "state.scheduled": "运送准备",
    "state.shipping_delayed": "运送延期",
    "state.cancel_requested": "取消要求",
    "state.withdrawal_asked": "已发出取消的撤回要请",
    "state.cancelling": "取消中",
    "state.cancelled": "取消完成",
    "state.refused": "已拒绝取消",
    "state.awaiting_shipment": "买家已付款（拒绝取消后）",
    "state.shipped": "运送中",
    "state.delivered": "交易完成",
    "event.CancelRequest": "申请取消",
    "event.RequestWithdrawal": "撤回取消申请",
    "event.ShipDateSet": "设定发货预定日",
    "event.EvidenceAdded": "记录证明",
    "event.CancelRefusal": "拒绝取消",
    "event.CancelApproval": "取消处理",
    "event.WithdrawalAsked": "取消的撤回要请",
    "event.Shipment": "发货处理",
    "event.WithdrawalDenied": "顾客不同意撤回",
    "event.Refund": "退款",
    "event.Cancellation": "因其他原因取消",
    "event.Delivery": "交易完成",
    "event.FakeShipmentFound": "认定为虚假发货",
    "event.ShipmentRelease": "恢复为买家已付款",
    "event.ShipDateLapse": "发货预定日已过",
    "event.RequestReminder": "取消要求尚未处理的提醒",
    "event.DutyReminder": "当天发货处理的提醒",
    "event.DutyLapse": "当天没有做发货处理",
    "event.Erasure": "文字已清除",
    "event.Retraction": "撤销记录",
    "event.Looked": "查看Qoo10",
    "reason.shipped": "商品发送完了",
    "reason.prepared": "发送准备完了",
    "reason.made_to_order": "订购制作商品",
    "reason.other": "其他",
    "need.carrier": "运送公司",
    "need.tracking_no": "运单号码",
    "need.handed_over_at": "交寄时间",
    "need.prepared_at": "发货准备完成的时间",
    "need.made_to_order": "标明为订购制作商品",
    "need.reason": "拒绝取消理由",
    "need.text": "给顾客看的文字",
    "need.confirmed": "确认",
    "need.evidence": "证明",
    "need.ship_date": "发货预定日",
    "rule.QC-00": "这种状态的订单不会发生此事",
    "rule.QC-01": "只能拒绝尚未处理的取消要求",
    "rule.QC-02": "运送延期的订单不能拒绝取消，顾客可以自行取消",
    "rule.QC-03": "发货预定日过去之前才能拒绝取消",
    "rule.QC-04": "拒绝取消时要从四个理由中选择一个",
    "rule.QC-05": "选择“其他”时，要写{required}字以上的说明",
    "rule.QC-06": "文字要用日语书写",
    "rule.QC-07": "文字要适合顾客直接阅读",
    "rule.QC-08": "店铺原因的延迟不能作为拒绝取消理由",
    "rule.QC-09": "理由要与记录的事实一致",
    "rule.QC-10": "拒绝取消需要确认",
    "rule.QC-11": "被拒绝取消的订单，顾客无法再次申请取消",
    "rule.QC-12": "拒绝取消后，当天内（日本时间）要做发货处理",
    "rule.QC-13": "只对确实发出的商品做发货处理",
    "rule.QC-14": "运送延期的订单，顾客取消时系统直接退款",
    "rule.QC-15": "拒绝取消后，顾客的申请自动撤销，订单恢复为买家已付款",
    "rule.QC-16": "拒绝及其理由会通过app和邮件通知顾客",
    "rule.QC-17": "设定发货预定日之前，除预约商品外，顾客的取消立即生效",
    "rule.QC-18": "只有发货预定日已过而没有做发货处理，订单才变成运送延期",
    "rule.QC-19": "取消要求要先拒绝，再做发货处理",
    "rule.QC-20": "发货处理之后不能取消，只能退货",
    "rule.QC-21": "因其他理由时不要拒绝，要用取消的撤回要请，请顾客撤回",
    "rule.QC-22": "订单的记录按时间顺序进行",
    "list.and": "、",
    "answer.allowed": "订单 {order_no}：可以（{event}），之后为“{state}”",
    "answer.denied": "订单 {order_no}（“{state}”）：现在不可以（{event}）",
    "by.buyer": "顾客",
    "by.seller": "店铺",
    "by.platform": "Qoo10",
    "by.clock": "时间",
    "certainty.stated": "Qoo10的店铺手册中有说明",
    "certainty.official": "Qoo10的其他页面中有说明",
    "certainty.derived": "由已说明的内容推出",
    "certainty.assumed": "没有任何说明，取谨慎的理解",
    "certainty.technical": "为使记录正确",
    "severity.violation": "不可以",
    "severity.warning": "注意",
    "channel.buyer_app": "顾客（app）",
    "channel.buyer_mail": "顾客（邮件）",
    "channel.seller": "店铺",
    "todo.duty": "今天内做发货处理",
    "todo.missed": "立即做发货处理",
    "todo.question": "回答提问",
    "todo.request": "处理取消要求",
    "todo.new": "设定发货预定日",
    "todo.scheduled": "按预定日发货",
    "todo.shipping_delayed": "立即发货",
    "urgency.duty": "当天要做发货处理",
    "urgency.request": "待处理的取消要求",
    "urgency.question": "待回答的提问",
    "urgency.rest": "无取消要求",
    "notice.refusal": "拒绝取消的通知",
    "notice.request": "取消要求的通知",
    "notice.request_ending": "拒绝期限将至的通知",
    "notice.duty_started": "当天要做发货处理的通知",
    "notice.duty_ending": "发货处理期限将至的通知",
    "notice.duty_missed": "当天没有做发货处理的通知",
    "notice.delayed": "运送延期的通知",
    "notice.refunded": "已直接退款的通知",
    "notice.set_right": "更正之前的通知",
    "notice.fake_found": "虚假发货的通知",
    "duty.running": "等待发货处理",
    "duty.met": "已按期做发货处理",
    "duty.missed": "未按期做发货处理",
}

# What `templates`, `slots`, `preview` and `sheet` say.
ADVICE: dict[str, str] = {
    "ready.SHIPPED_TRACKED": (
        "您订购的商品已于{shipped_on}由{carrier}寄出（运单号码：{tracking_no}）。货物已在运输途"
        "中，非常抱歉，无法受理取消。如需退货，请在收到商品后提交退货申请。"
    ),
    "ready.SHIPPED_INTERNATIONAL": (
        "您订购的商品已于{shipped_on}从{origin}以国际快递（{carrier}，运单号码：{tracking_no}）"
        "寄出。货物已在运输途中，无法召回，非常抱歉，无法受理取消，敬请谅解。"
    ),
    "ready.SHIPPED_UNTRACKED": (
        "您订购的商品已于{shipped_on}以{carrier}（无运单号码的配送方式）寄出。寄出后的包裹无法拦"
        "截，非常抱歉，无法受理取消。请您稍候，等待商品送达。"
    ),
    "ready.READY_PICKUP": (
        "您订购的商品已完成包装并贴好面单，{carrier}将于{pickup_on}上门取件。发货准备已经完成，"
        "非常抱歉，无法受理取消。运单号码将在发货后登记。"
    ),
    "ready.READY_WAREHOUSE": (
        "您订购的商品已于{ready_on}在仓库完成出库准备，无法单独取出。我们将于{ship_on}发货，非常"
        "抱歉，无法受理取消，敬请谅解。"
    ),
    "ready.CUSTOM_STARTED": (
        "您订购的是按您指定内容制作的定制商品，已于{production_started_on}开始制作。开始制作后的"
        "商品无法销售给其他顾客，非常抱歉，无法受理取消。"
    ),
    "ready.CUSTOM_PROCESSED": (
        "您订购的商品已于{processed_on}完成指定文字的刻字（印字）加工。加工后的商品无法再次销"
        "售，非常抱歉，无法受理取消。商品将于{ship_on}发货。"
    ),
    "ready.CUSTOM_MADE_TO_ORDER": (
        "您订购的是接单后生产的商品，已于{production_started_on}开始生产。非常抱歉，开始生产后无"
        "法受理取消。商品将按照说明于{ship_on}发货。"
    ),
    "ready.OTHER_BUYER_AGREED": (
        "我们已于{contacted_on}与您取得联系，并获得您同意按原订单收货。因此本次取消申请予以撤"
        "回，商品将于{ship_on}发货。感谢您的配合。"
    ),
    "ready.OTHER_BUNDLED": (
        "您订购的商品与同时订购的其他商品装在同一箱，已于{shipped_on}由{carrier}寄出（运单号码："
        "{tracking_no}）。无法单独取出部分商品，非常抱歉，无法受理取消。"
    ),
    "ready.OTHER_PERISHABLE": (
        "您订购的是生鲜食品，已于{prepared_on}完成您这份商品的备料和包装。为保证品质，无法销售给"
        "其他顾客，非常抱歉，无法受理取消。商品将于{ship_on}发货。"
    ),
    "ready.OTHER_DIGITAL": (
        "您订购的商品为数字兑换码，已于{sent_on}发送给您。发送后的兑换码无法作废并再次销售，非常"
        "抱歉，无法受理取消，敬请谅解。"
    ),
    "months": "1 2 3 4 5 6 7 8 9 10 11 12",
    "day": "{month}月{day}日",
    "place.kr": "韩国",
    "place.cn": "中国",
    "place.hk": "香港",
    "place.tw": "台湾",
    "place.us": "美国",
    "place.th": "泰国",
    "place.vn": "越南",
    "place.sg": "新加坡",
    "place.my": "马来西亚",
    "slot.shipped_on": "交给运送公司的日期",
    "slot.carrier": "运送公司",
    "slot.tracking_no": "运单号码",
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
    "choice.none": "尚未选择",
    "screen.home_requests": "取消申请",
    "screen.claims_menu": "运送/取消/未收取",
    "screen.claims_page": "取消/退货/未收取",
    "screen.trade_details": "交易信息",
    "screen.requests": "取消要求",
    "screen.order_number": "订购号码",
    "screen.refusal_section": "拒绝取消",
    "screen.refusal_reason": "拒绝取消理由",
    "screen.approve_button": "取消处理",
    "screen.withdraw_button": "取消的撤回要请",
    "screen.confirm": "仅限不可取消状态, 可选择拒绝取消处理。是否要拒绝取消处理?",
    "screen.done": "已拒绝取消",
    "screen.paid": "买家已付款",
    "screen.ship_process": "发货处理",
    "screen.planned_date": "发货预定日",
    "screen.delayed": "运送延期",
    "screen.ask_qoo10": "向Qoo10进行咨询",
    "screen.ask_about": "JQSM操作方法",
    "screen.ask_topic": "投诉管理(退货·交换·未收取)",
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
    "sheet.legend": (
        "【】内是画面上的文字；〔〕内是中文画面的文字，用于不清楚您的画面怎么写的地方。"
    ),
    "sheet.stop": "现在还不能拒绝",
    "sheet.note": "请先了解",
    "sheet.steps": "J·QSM操作步骤",
    "sheet.text": "顾客读到的文字（请原样复制）",
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
        "请在 {duty_due} 之前做{ship_process}。\n未做或虚假发货，可能按照Qoo10开店服务规定受到处"
        "罚。"
    ),
    "next.told": "系统会通过app和邮件将结果和理由通知顾客。",
    "next.final": "顾客无法再次申请取消该订单。",
    "sheet.trouble": "无法点击或Qoo10提示不可时",
    "trouble.look": "先看订单是否仍在{requests}中。如已不在，可能顾客已撤回，或订单已取消。",
    "trouble.contact": "请直接联系顾客说明情况。",
    "trouble.withdraw": "通过{withdraw_button}请顾客撤回申请（QC-21）。",
    "trouble.ask": "咨询Qoo10：{ask_qoo10} > {ask_about} > {ask_topic}",
    "preview.title": "顾客将读到的内容",
    "preview.by": "通过app和邮件送达。理由：{choice}",
    "preview.no-text": "没有文字，只送达所选的理由；日语显示由Qoo10决定。",
    "quote.known": "【{word}】",
    "quote.glossed": "【{word}】（≈ {gloss}）",
    "quote.unknown": "〔≈ {gloss}／{chinese}〕",
    "paper.clicked": "拒绝的时间（日本时间）",
    "paper.by": "经办人",
    "paper.marked": "做发货处理的时间（日本时间）",
    "dossier.title": "订单 {order_no} 拒绝取消的记录",
    "dossier.asked": "取消要求",
    "dossier.judged": "拒绝的判断",
    "dossier.sent": "发给顾客的内容",
    "dossier.evidence": "拒绝时的证明",
    "dossier.shipment": "发货处理",
    "dossier.rules": "拒绝取消的规则",
    "dossier.history": "全部记录（由旧到新）",
    "dossier.digest": "记录的摘要值",
    "dossier.digest-how": (
        "将各条记录按JSON每行一条、以UTF-8排列后的SHA-256；任何一条改变，摘要值就会改变。"
    ),
    "dossier.nothing": "没有记录",
    "dossier.no-objection": "没有违反任何规则。",
    "fact.policy": "规则和策略的版本",
    "dossier.yes": "是",
    "dossier.no": "否",
    "dossier.manual": "手册 {place}；{certainty}",
    "fact.asked_at": "申请时间",
    "fact.request_reason": "Qoo10显示的理由",
    "fact.refused_at": "拒绝时间",
    "fact.actor": "经办人",
    "fact.recorded_at": "记录时间",
    "fact.reason": "理由",
    "fact.acknowledgement": "说明",
    "fact.ship_date": "发货预定日",
    "fact.duty_due": "发货处理的期限（此时间之前）",
    "fact.shipped_at": "发货处理时间",
    "fact.duty": "当天发货处理",
    "fact.carrier": "运送公司",
    "fact.tracking_no": "运单号码",
    "fact.handed_over_at": "交给运送公司的时间",
    "fact.origin": "发货国家或地区",
    "fact.prepared_at": "发货准备完成的时间",
    "fact.pickup_on": "上门取件日",
    "fact.made_to_order": "订购制作商品",
    "fact.started_on": "开始制作的日期",
    "fact.processed_on": "加工完成日",
    "fact.contacted_on": "顾客同意的日期",
    "fact.sent_on": "发送兑换码的日期",
    "fact.bundled": "与同一购物车的订单同箱",
    "fact.perishable": "生鲜食品",
}

_EXPORT_AGAIN = "请从J·QSM重新导出文件，不要先用表格软件打开"

# What the readers cannot read: a cell, a row, a file or a reply.
PROBLEMS: dict[str, str] = {
    "not-one-line": "{field} 必须是一行可显示的文字，最多 {most} 个字符",
    "nothing-asked": "订单 {order_no} 没有待确认的问题；请用 record 记录发生的事",
    "retraction-unexplained": "撤回记录时请写明姓名和原因（备注）",
    "screen-word": "{term} 的画面用语必须是一行可显示的文字",
    "no-such-place": "{term} 不是画面上的位置；可用的有 {known}",
    "store-full": "{path}：磁盘已满；没有写入任何内容，请腾出空间后重试（{error}）",
    "store-read-only": "{path}：只读；请允许当前用户写入该文件及其文件夹（{error}）",
    "store-busy": "{path}：另一个进程正在使用；请重试，或用 timeout= 等待更久（{error}）",
    "store-not-sqlite": "{path}：不是SQLite文件；请指定别的路径（{error}）",
    "store-damaged": "{path}：文件已损坏；请用备份恢复（{error}）",
    "store-disk": "{path}：无法读写磁盘；请检查磁盘后重试（{error}）",
    "store-forbidden": "{path}：当前用户无权打开；请允许其写入（{error}）",
    "store-failed": "{path}：SQLite无法执行（{error}）",
    "store-is-folder": "{path}：这是文件夹；请指定文件的路径（{error}）",
    "store-no-folder": "{path}：文件夹 {folder} 不存在；请先创建（{error}）",
    "store-cannot-open": "{path}：无法打开；请允许当前用户写入该文件及其文件夹（{error}）",
    "store-foreign": '{path} 属于其他程序；请指定别的路径，或用 schema_sql("sqlite") 在其中建表',
    "store-older": (
        "{path} 的结构版本是 {found}，本版本读取 {newest}；请在有写权限时打开一次，即可更新"
    ),
    "store-newer": (
        "存储的结构版本是 {found}，本版本只认识 {newest}；请安装写入它的版本或更新的版本"
    ),
    "no-number": "{text} 不是Qoo10的号码；请输入1到{most}位数字",
    "not-stored": "存储中没有订单 {order_no}；请先 import",
    "not-yet": "{moment} 尚未到来：现在是 {now}",
    "long-ago": "那是 {moment} 的事，现在是 {now}；过去的事不能再操作，请用 record 记录",
    "text-too-long": "文字有 {length} 个字符，太长而无法保存；请缩短到 {most} 个以内",
    "erasure-unsigned": "抹除时请写明经办人",
    "no-such-event": "{text} 不是事件的名称；例如 ship",
    "key-reused": "键 '{key}' 已用于另一个命令",
    "key-erased": "键 '{key}' 所属命令的文字已被抹除",
    "blanks-around-number": "号码前后有空格；请写成 {number}",
    "full-width-number": "号码使用了全角数字；请写成 {number}",
    "not-a-typed-day": "{text} 不是日期；请写成 2022-08-15 的形式",
    "not-a-typed-moment": "{text} 不是日期时间；请写成 2022-08-12 14:05 的形式",
    "no-such-reason": "不是四种理由之一：{known}",
    "empty": "此处为空，缺少它这一行就无法读取",
    "not-a-number": "这不是Qoo10的号码（1到20位数字）",
    "number-too-long": "这个数字比Qoo10的任何号码都长",
    "not-a-text": "此处须是文字或整数，而不是{type}类型的值",
    "lost-digits": "这个号码的末几位已丢失；请把号码作为文字传递",
    "lost-digits-in-file": "号码被表格软件改写，末几位已丢失；" + _EXPORT_AGAIN,
    "decimal": "程序把号码变成了小数；请让程序按文字读取这一列（pandas：dtype=str）",
    "word-for-empty": (
        "这是程序在空格处写的词；请让空格保持为空（pandas：keep_default_na=False）"
    ),
    "not-a-date": ("这不是Qoo10的日期格式（2022-08-12、2022/08/12或20220812，可带时间10:05:00）"),
    "rewritten-date": (
        "这不是Qoo10的日期格式（2022-08-12、2022/08/12或20220812，可带时间）：已被表格软件改"
        "写；" + _EXPORT_AGAIN
    ),
    "date-outside": "日期不在{first}年至{last}年之间",
    "no-such-date": "没有这样的日期或时间",
    "text-cut": "这段文字有{length}个字符，只读取了前{most}个",
    "text-folded": "文字中有换行或无法显示的字符，已合并为一行读取",
    "not-a-tracking-number": "不是{most}个字符以内的一行文字，未作为运单号码读取",
    "unknown-shipping-status": "未知的运送状态；已知的有{known}",
    "unknown-claim-status": "未知的取消/退货处理状态；已知的有{known}",
    "unknown-send-type": "未知的AvailableSendType；已知的有{known}",
    "columns-disagree": "这一行的{columns}各列互不一致，无法判断哪个正确",
    "delayed-without-date": "这一行是运送延期，却没有写明已过的发货预定日",
    "delayed-but-ahead": "这一行是运送延期，但发货预定日{ship_date}晚于查看日{day}",
    "row-not-object": "行须是带键的对象，而不是{type}类型的值",
    "empty-rows": "有{count}行是空对象，无法得知是哪些订单",
    "line-too-long": "这一行超过{most}字节，已跳过",
    "wrong-encoding": "这一行的编码不是标题行所用的{encoding}",
    "wrong-width": "标题有{width}列，而这一行有{cells}列",
    "not-csv": "这一行不是正确的CSV；请检查引号和行尾",
    "open-quote": "引号未闭合，第{first}至{last}行连成了一行",
    "contradiction": "第{other}行的同一订单内容不同，无法判断哪个正确，两行都未读取",
    "rows-differ": "与第{other}行是同一订单，但部分列不同，只读取了两行一致的内容",
    "more-problems": "另有{count}个问题未列出",
    "cannot-be-opened": "无法打开：{why}",
    "cannot-be-read": "无法读取：{why}",
    "saved-again": (
        "此文件的编码不是UTF-8而是{encoding}：被表格软件重新保存过，长号码和日期可能已在不知"
        "不觉中改变；未读取运单号码。为保险起见，" + _EXPORT_AGAIN
    ),
    "utf-16": "这不是CSV文件，而是表格软件保存的UTF-16文本；" + _EXPORT_AGAIN,
    "workbook-or-archive": (
        "这不是CSV文件，而是Excel工作簿（.xlsx、.xls）或压缩文件；" + _EXPORT_AGAIN
    ),
    "web-page": "这是网页，可能是登录页；请重新登录后再获取一次",
    "xml-reply": "这是XML格式的QAPI应答；请用returnType=application/json请求",
    "semicolons": "单元格以分号而不是逗号分隔，某些国家的表格软件会这样保存；" + _EXPORT_AGAIN,
    "tabs": "单元格以制表符而不是逗号分隔，是表格软件保存的文本；" + _EXPORT_AGAIN,
    "carriage-returns": "行尾只有回车符，与J·QSM的文件不同；" + _EXPORT_AGAIN,
    "header-not-csv": "首行按{encodings}中任何一种编码都不是CSV行；" + _EXPORT_AGAIN,
    "unknown-header": "首行不是已知的标题；可读取的列表有以下列：{headers}",
    "missing-columns": "缺少列{columns}；请导出全部列",
    "header-too-long": "首行过长，不是标题",
    "empty-file": "文件为空",
    "not-a-reply": "QAPI的应答是带ResultCode和ResultObject的对象，而不是{type}类型的值",
    "reply-too-long": "应答过长；请缩短查询期间",
    "reply-not-utf8": "应答不是UTF-8；请原样传递QAPI发来的字节",
    "reply-too-deep": "应答嵌套过深",
    "not-json": "这不是JSON，或内容被截断",
    "no-result-code": "没有ResultCode，不是QAPI的应答；其键为{keys}",
    "blank-result-code": "ResultCode为空，无法得知调用是否成功；请重新请求",
    "bad-result-code": "应答代码不是数字",
    "no-result-object": "没有ResultObject，不能视为没有订单；其键为{keys}",
    "result-not-rows": "ResultObject须是对象列表、单个对象或null，而不是{type}类型的值",
    "empty-result-object": "ResultObject是空对象，无法得知是否没有订单；没有订单时是[]",
    "empty-without-success": "没有行，且消息不是SUCCESS，不能视为没有订单",
    "error-in-success": "应答代码为成功，却带有错误消息；请重新请求",
    "key-twice": "同一对象中该键出现两次，无法判断哪个正确",
    "failed": "QAPI返回代码{code}，没有发来任何行",
    "failed-wrong-key": "QAPI返回代码{code}：请检查Seller Authorization Key",
    "failed-no-such-method": "QAPI返回代码{code}：没有这个API，或密钥有误",
    "failed-not-allowed": "QAPI返回代码{code}：此密钥无权请求",
    "failed-expired-key": "QAPI返回代码{code}：Seller Authorization Key已过期，请重新生成",
    "unanswered": "调用失败：{why}",
    "qapi-unanswered": "{method}没有得到应答：{why}；再试一次可能成功",
    "qapi-end-unknown": (
        "无法得知{method}是否已执行（{why}）；重新发送之前，请在J·QSM查看订单，或先执行sync"
    ),
    "qapi-bad-key": (
        "销售者认证密钥（SAK）是8到500个可打印的ASCII字符，不含空格；请重新复制（此处不予显示）"
    ),
    "qapi-odd-url": "QAPI的URL不带用户、查询和片段",
    "qapi-plain-http": "密钥只经https发送；http只能用于本机",
    "qapi-late": "未在时限内应答",
    "qapi-broken-off": "连接失败（{error}）",
    "qapi-too-long": "应答超过{most}字节",
    "qapi-no-result": "应答没有ResultObject，或有多个",
    "qapi-no-row": "应答中没有这个订单的行",
    "qapi-no-key": "ResultObject不是密钥",
    "qapi-not-ours": "这不是QAPI的应答",
    "qapi-code": "{method}的应答代码是{code}{words}：这个号码的含义不明；请查阅该方法的QAPI指南",
    "qapi-key-refused": (
        "{method}的应答代码是{code}{words}：请检查销售者认证密钥（SAK）；更改密码后密钥失效"
        "（-90001也表示QAPI没有这个方法）"
    ),
    "qapi-key-expired": (
        "{method}的应答代码是{code}{words}：销售者认证密钥（SAK）已过期；请重新生成"
    ),
    "qapi-not-allowed": (
        "{method}的应答代码是{code}{words}：这个密钥无权使用该方法；请通过J·QSM向Qoo10咨询"
    ),
    "qapi-bad-request": (
        "{method}的应答代码是{code}{words}：这次调用的日期、期间、状态或号码不符合要求"
    ),
    "qapi-order-unknown": (
        "{method}的应答代码是{code}{words}：店铺没有这个订单；请核对订单号码，以及密钥属于哪家店铺"
    ),
    "qapi-wrong-state": (
        "{method}的应答代码是{code}{words}：订单目前的状态不能这样做；请执行sync后再查看"
    ),
    "may-be-cut": "{first}至{last}返回了{rows}行，列表可能被截断；请缩短期间重新请求",
    "key-hidden": "单元格中含有密钥，不予显示",
    "which-list": "没有行，无法得知哪个列表是完整的；请用read_claims或read_shipping读取",
}
