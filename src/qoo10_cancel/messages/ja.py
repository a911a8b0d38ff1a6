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
        "ご注文の商品は、{shipped_on}に{carrier}で発送済みです（追跡番号：{tracking_no}）。す"
        "でに輸送中のため、キャンセルはお受けいたしかねます。返品をご希望の場合は、商品の到着"
        "後に返品をご申請くださいますようお願いいたします。"
    ),
    "ready.SHIPPED_INTERNATIONAL": (
        "ご注文の商品は、{shipped_on}に{origin}から国際便（{carrier}、追跡番号：{tracking_no}"
        "）で発送済みです。すでに輸送中で荷物を呼び戻すことができないため、キャンセルはお受け"
        "いたしかねます。何卒ご了承くださいますようお願いいたします。"
    ),
    "ready.SHIPPED_UNTRACKED": (
        "ご注文の商品は、{shipped_on}に{carrier}（追跡番号のない配送方法）で発送済みです。発"
        "送後の荷物を止めることができないため、キャンセルはお受けいたしかねます。商品の到着ま"
        "で今しばらくお待ちくださいますようお願いいたします。"
    ),
    "ready.READY_PICKUP": (
        "ご注文の商品は、梱包と送り状の貼り付けまで完了しており、{pickup_on}に{carrier}が集荷"
        "する予定です。発送準備が完了しているため、キャンセルはお受けいたしかねます。追跡番号"
        "は、発送後に登録いたします。"
    ),
    "ready.READY_WAREHOUSE": (
        "ご注文の商品は、{ready_on}に倉庫での出荷準備が完了しており、個別に取り出すことができ"
        "ない状態です。{ship_on}に発送いたしますので、キャンセルはお受けいたしかねます。何卒"
        "ご了承くださいますようお願いいたします。"
    ),
    "ready.CUSTOM_STARTED": (
        "ご注文の商品は、お客様のご指定に合わせてお作りするオーダーメイド商品で、"
        "{production_started_on}に製作を開始しております。製作を開始した商品は他のお客様に販"
        "売することができないため、キャンセルはお受けいたしかねます。"
    ),
    "ready.CUSTOM_PROCESSED": (
        "ご注文の商品は、ご指定の文字を入れる名入れ加工が{processed_on}に完了しております。加"
        "工後の商品は再販売ができないため、キャンセルはお受けいたしかねます。商品は{ship_on}"
        "に発送いたします。"
    ),
    "ready.CUSTOM_MADE_TO_ORDER": (
        "ご注文の商品は、ご注文をいただいてから生産する受注生産品で、{production_started_on}"
        "に生産を開始しております。生産開始後のキャンセルはお受けいたしかねます。商品は、ご案"
        "内のとおり{ship_on}に発送いたします。"
    ),
    "ready.OTHER_BUYER_AGREED": (
        "{contacted_on}にお客様とご連絡を取り、このまま商品をお受け取りになるとのご同意をいた"
        "だきました。そのため、今回のキャンセル申請は取り下げとし、商品を{ship_on}に発送いた"
        "します。ご協力いただき、誠にありがとうございます。"
    ),
    "ready.OTHER_BUNDLED": (
        "ご注文の商品は、同時にご注文いただいた他の商品と同じ箱で、{shipped_on}に{carrier}（"
        "追跡番号：{tracking_no}）で発送済みです。一部の商品だけを取り出すことができないため"
        "、キャンセルはお受けいたしかねます。"
    ),
    "ready.OTHER_PERISHABLE": (
        "ご注文の商品は生鮮食品のため、{prepared_on}にお客様の分の仕込みと梱包を完了しており"
        "ます。品質を保つため、他のお客様に販売することができず、キャンセルはお受けいたしかね"
        "ます。商品は{ship_on}に発送いたします。"
    ),
    "ready.OTHER_DIGITAL": (
        "ご注文の商品はデジタルコードで、{sent_on}にお客様へ送信済みです。送信後のコードは無"
        "効にして再販売することができないため、キャンセルはお受けいたしかねます。何卒ご了承く"
        "ださいますようお願いいたします。"
    ),
    "months": "1 2 3 4 5 6 7 8 9 10 11 12",
    "day": "{month}月{day}日",
    "carrier.yamato": "ヤマト運輸",
    "carrier.sagawa": "佐川急便",
    "carrier.japan_post": "日本郵便",
    "carrier.seino": "西濃運輸",
    "carrier.fukuyama": "福山通運",
    "carrier.qxpress": "Qxpress",
    "carrier.ems": "EMS（国際スピード郵便）",
    "carrier.dhl": "DHL",
    "carrier.fedex": "FedEx",
    "carrier.ups": "UPS",
    "carrier.sf": "SFエクスプレス（順豊速運）",
    "carrier.cj": "CJ大韓通運",
    "place.kr": "韓国",
    "place.cn": "中国",
    "place.hk": "香港",
    "place.tw": "台湾",
    "place.us": "アメリカ",
    "place.th": "タイ",
    "place.vn": "ベトナム",
    "place.sg": "シンガポール",
    "place.my": "マレーシア",
    "slot.shipped_on": "配送会社への引き渡し日",
    "slot.carrier": "配送会社",
    "slot.tracking_no": "追跡番号",
    "slot.origin": "発送元の国・地域",
    "slot.pickup_on": "集荷日",
    "slot.ready_on": "出荷準備の完了日",
    "slot.prepared_on": "仕込みと梱包の完了日",
    "slot.production_started_on": "製作・生産の開始日",
    "slot.processed_on": "加工の完了日",
    "slot.contacted_on": "お客様の同意を得た日",
    "slot.sent_on": "コードの送信日",
    "slot.ship_on": "発送する日",
    "gap.missing": "{slot}（{field}）：まだ記録されていません",
    "gap.unlisted": (
        "{slot}（{field}）：記録された名前は一覧にありません。お客様が読む文面には一覧の名前"
        "だけを使います"
    ),
    "gap.malformed": (
        "{slot}（{field}）：英大文字・数字・ハイフンの6〜30文字で、数字を含めて記録してください"
    ),
    "gap.still-to-come": "{slot}（{field}）：まだ先の日時なので、済んだこととは書けません",
    "gap.before-the-order": "{slot}（{field}）：注文より前の日です。記録を確かめてください",
    "gap.before-the-request": (
        "{slot}（{field}）：キャンセル要請より前の日です。要請の後に得た同意を記録してください"
    ),
    "gap.has-passed": "{slot}（{field}）：もう過ぎた日なので、予定としては書けません",
    "gap.not-today": (
        "{slot}（{field}）：拒否した当日に発送処理が必要なので、今日でなければなりません"
    ),
    "gap.a-year-away": (
        "{slot}（{field}）：1年以上離れた日です。文面に年は書かれないため使えません"
    ),
    "choice.shipped": "【商品发送完了】（≒発送済み）",
    "choice.prepared": "【发送准备完了】（≒発送準備済み）",
    "choice.made_to_order": "【订购制作商品】（≒オーダーメイド商品）",
    "choice.other": "【其他】（≒その他）",
    "choice.none": "まだ選ばれていません",
    "screen.home_requests": "【取消申请】（「キャンセル要請」）",
    "screen.claims_menu": "【运送/取消/未收取】（「配送/キャンセル/未受取」）",
    "screen.claims_page": "【取消/退货/未收取】（≒キャンセル/返品/未受取）",
    "screen.trade_details": "【交易信息】（≒取引の情報）",
    "screen.requests": "【取消要求】（「キャンセル要請」）",
    "screen.order_number": "【订购号码】（≒注文番号）",
    "screen.refusal_section": "【拒绝取消】（「キャンセル拒否」）",
    "screen.refusal_reason": "【拒绝取消理由】（≒キャンセル拒否の理由）",
    "screen.approve_button": "【取消处理】（≒キャンセルの処理）",
    "screen.withdraw_button": "【取消的撤回要请】（≒キャンセル撤回のお願い）",
    "screen.confirm": (
        "【仅限不可取消状态, 可选择拒绝取消处理。是否要拒绝取消处理?】（≒キャンセルできない"
        "状態に限り拒否できます。拒否しますか）"
    ),
    "screen.done": "【已拒绝取消】（≒キャンセルを拒否しました）",
    "screen.paid": "【买家已付款】（「配送要請」）",
    "screen.ship_process": "【发货处理】（「発送処理」）",
    "screen.planned_date": "【发货预定日】（「発送予定日」）",
    "screen.delayed": "【运送延期】（「配送遅延」）",
    "screen.ask_qoo10": "【向Qoo10进行咨询】（≒Qoo10に問い合わせる）",
    "screen.ask_about": "【JQSM操作方法】（≒J·QSMの使い方）",
    "screen.ask_topic": "【投诉管理(退货·交换·未收取)】（≒クレーム管理（返品・交換・未受取））",
    "step.1": (
        "J·QSMを開き、最初のページで{home_requests}の数字をクリックします。\nメニューからは"
        "{claims_menu} ＞\n{claims_page}"
    ),
    "step.2": "{trade_details}で{requests}の件数をクリックします。",
    "step.3": "一覧で{order_number} {order_no} の行を探し、ダブルクリックします。",
    "step.4": (
        "内容を確かめて下へ進み、{refusal_section}の欄の{refusal_reason}で選びます：\n{choice}"
    ),
    "step.5": (
        "{refusal_section}のボタンをクリックします。となりのボタンに注意：\n{approve_button}は"
        "キャンセルを承認し、{withdraw_button}は取り下げを頼むだけです。"
    ),
    "step.6": "確認の画面\n{confirm}\nを読み、間違いがなければ【OK】をクリックします。",
    "step.7": "{done}と出れば完了です。この拒否を、お使いのツールにも記録してください。",
    "field.paste": "下の文面を、そのまま欄に貼り付けます。",
    "field.spare": "欄が出れば下の文面を貼り付け、出なければお客様へのメッセージに使います。",
    "field.none": "文面は要りません。",
    "field.empty": "文面がまだありません。",
    "sheet.title": "注文 {order_no} のキャンセル要請を拒否する",
    "sheet.made": "{made} 作成。時刻はすべて日本時間です。",
    "sheet.refuse-before": (
        "拒否の期限：{refuse_before} より前。{planned_date}は {ship_date} です。"
    ),
    "sheet.too-late": (
        "拒否の期限 {refuse_before} は過ぎています。{planned_date}は {ship_date} です。"
    ),
    "sheet.date-unknown": (
        "{planned_date}が不明です。過ぎると{delayed}となり\n拒否できないため、J·QSMで確かめて"
        "ください。"
    ),
    "sheet.ship-before": "発送処理の期限：今日拒否するなら {duty_due} より前",
    "sheet.legend": "【 】は中国語画面の文字、「 」はQoo10の日本語、≒の後は当方の訳です。",
    "sheet.stop": "このままでは拒否できません",
    "sheet.note": "先に知っておくこと",
    "sheet.steps": "J·QSMでの手順",
    "sheet.text": "お客様が読む文面（線の間をコピー）",
    "sheet.gloss": "文面の意味",
    "sheet.own-words": "ご自身で書かれた文面です。お客様はこのまま読みます。",
    "sheet.cart": "同じカート {cart_no} の注文",
    "sheet.sibling": "{order_no}（{stands}）：{box}",
    "sheet.each": "要請も拒否も発送処理も、注文ごとに行います。",
    "box.yes": "同じ箱",
    "box.no": "別の箱",
    "box.unknown": "同じ箱かどうかは記録がありません",
    "sheet.next": "拒否すると",
    "next.withdrawn": "お客様の要請は自動で取り下げられ、\n注文は{paid}に戻ります。",
    "next.ship": (
        "{duty_due} より前に{ship_process}をします。\nしなかった場合や虚偽の場合は、出店規約に"
        "よる処罰がありえます。"
    ),
    "next.told": "お客様にはアプリとメールで、理由とともに通知されます。",
    "next.final": "お客様はこの注文のキャンセルを二度と要請できません。",
    "sheet.trouble": "クリックできない、または断られたとき",
    "trouble.look": (
        "{requests}にまだ残っているか確かめます。\n無ければ、お客様が取り下げたか、すでにキャ"
        "ンセルされています。"
    ),
    "trouble.contact": "お客様に直接連絡し、事情を説明します。",
    "trouble.withdraw": "{withdraw_button}で、\nお客様に要請の取り下げを頼みます（QC-21）。",
    "trouble.ask": "Qoo10に問い合わせます：{ask_qoo10}\n＞{ask_about}\n＞{ask_topic}",
    "preview.title": "お客様が読む内容",
    "preview.by": "アプリとメールで届きます。理由：{choice}",
    "preview.no-text": "文面はなく、選んだ理由だけが届きます。日本語での表示はQoo10が決めます。",
}
