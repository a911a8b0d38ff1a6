"""What the library says, in Japanese."""

# What `rules`, `machine`, `observe`, `outlook` and `desk` find: the message and the remedy.
RULES: dict[str, tuple[str, str]] = {
    "QC-00.not-expected": (
        "「{state}」の注文では起こらないことです：{event}",
        (
            "J·QSMで注文の現在の状態を確かめ、読み込み直してください。J·QSMの画面でも先に進めない"
            "ときは、Qoo10にお問い合わせください（お問い合わせの種類：JQSMの操作方法、クレーム管"
            "理）"
        ),
    ),
    "QC-00.asked-already": (
        "注文はすでに「{state}」なので、繰り返す必要はありません：{event}",
        "お客様の返答を待つか、要請を拒否するか、キャンセルを承認してください",
    ),
    "QC-00.sent-already": (
        "「{state}」の注文では、もうできません：{event}",
        "何もする必要はありません。お客様が商品を不要とするときは、到着後に返品を相談してください",
    ),
    "QC-00.closed": (
        "「{state}」の注文なので、もうできません：{event}",
        "発送しないでください。すでに出荷したときは、配送会社とお客様に連絡してください",
    ),
    "QC-00.no-open-request": (
        "「{state}」の注文で、返答を待つキャンセル要請がありません：{event}",
        (
            "何もする必要はありません。J·QSMに要請が表示されているときは、先に注文を読み込み"
            "直してください"
        ),
    ),
    "QC-00.codes-disagree": (
        (
            "Qoo10の二つのコードが食い違っています（配送 {shipping}、クレーム {claim}。0は「な"
            "し」）。「{state}」の注文として扱います"
        ),
        "J·QSMで注文を確かめ、違っているときは記録を直してください",
    ),
    "QC-00.vanished": (
        "Qoo10の一覧にこの注文がありません。キャンセルされたかどうかは分かりません",
        "J·QSMのキャンセル完了の一覧を確かめ、結果を記録してください",
    ),
    "QC-00.shipped-and-cancelled": (
        (
            "キャンセルが完了した注文ですが、その後の発送処理も記録されています。どちらが正し"
            "いかは分かりません"
        ),
        (
            "J·QSMで注文を確かめてください。すでに発送したときは、配送会社とお客様にご連絡く"
            "ださい。誤った記録は取り消してください"
        ),
    ),
    "QC-01.no-request": (
        "拒否できるキャンセル要請がありません。注文は「{state}」です",
        (
            "拒否できるのは、お客様のキャンセル要請が未処理の間だけです。J·QSMに要請が出ているとき"
            "は、先に注文を読み込み直してください"
        ),
    ),
    "QC-01.already-refused": (
        "この注文のキャンセル要請はすでに拒否されています。注文は「{state}」です",
        "もう一度拒否する必要はありません。発送処理がまだのときは、今日中に行ってください",
    ),
    "QC-02.delayed": (
        (
            "配送遅延の注文なので、キャンセルを拒否できません。お客様は自由にキャンセルでき、す"
            "ぐに返金されます"
        ),
        (
            "商品を発送済みのときは、今すぐ発送処理をしてください。発送準備済みのときは、先に配"
            "送会社へ渡してください。どちらでもないときは、お客様に直接ご連絡いただくか、キャン"
            "セルをお客様にお任せください"
        ),
    ),
    "QC-03.planned-date-unknown": (
        "発送予定日が分からないため、過ぎていないことを確かめられません",
        "拒否する前に、発送予定日が今日以降であることをJ·QSMで確かめてください",
    ),
    "QC-03.planned-date-passed": (
        "発送予定日（{ship_date}）を過ぎているため、キャンセルを拒否できません",
        (
            "お客様に直接ご連絡ください。要請が残っている間は、キャンセル撤回申請で取り下げを"
            "お願いするか、キャンセルを承認してください"
        ),
    ),
    "QC-03.planned-day-is-today": (
        "発送予定日（{ship_date}）は今日です。何時から過ぎたことになるかは公表されていません",
        "拒否するなら、あとに延ばさず今行い、続けて発送処理をしてください",
    ),
    "QC-04.not-chosen": (
        "拒否の理由が選ばれていません",
        "四つの理由（発送済み、発送準備済み、オーダーメイド商品、その他）から一つを選んでください",
    ),
    "QC-09.more-than-recorded": (
        "定型文{text}には、記録だけでは確かめられないことが書かれています",
        "最後まで読み、すべて事実のときだけ送ってください",
    ),
    "QC-09.no-evidence": (
        "「{reason}」という理由を裏づける記録がありません。裏づけになるもの：{need}",
        (
            "裏づけを記録するか、事実に合う理由を選んでください。ほかの事情のときは、拒否せず"
            "に、キャンセル撤回申請で要請の取り下げをお願いしてください"
        ),
    ),
    "QC-09.not-yet": (
        (
            "「{reason}」という理由のもとになることが、拒否の時点ではまだ起きていません："
            "{fact_at}（日本時間）"
        ),
        "それが済んでから拒否するか、記録した日時を直してください",
    ),
    "QC-09.before-order": (
        (
            "「{reason}」という理由の裏づけ（日本時間{fact_at}）が、注文（日本時間"
            "{ordered_at}）より前になっています"
        ),
        (
            "両方の日時を確かめ、間違っているほうを直してください。この注文で実際に起きたこと"
            "だけを理由に拒否してください"
        ),
    ),
    "QC-10.not-confirmed": (
        "拒否の確認がされていません",
        (
            "注文と理由をもう一度見直してから確認してください。拒否はすぐお客様に通知され、お客様"
            "は再びキャンセルを要請できません"
        ),
    ),
    "QC-11.refused-before": (
        (
            "この注文のキャンセル要請は日本時間{refused_at}に拒否されています。お客様は再びキャン"
            "セルを要請できません"
        ),
        (
            "発送処理がまだなら、済ませてください。お客様がそれでも不要とおっしゃるときは、到"
            "着後の返品について"
            "ご相談ください"
        ),
    ),
    "QC-12.little-time": (
        (
            "拒否した当日に発送処理をする時間が、{left}（時:分:秒）しか残っていません（期限は日本"
            "時間{due_at}）"
        ),
        (
            "拒否してすぐに発送処理ができるときだけ拒否してください。できないときは、発送予定日に"
            "余裕があれば、日付が変わってから拒否してください"
        ),
    ),
    "QC-12.collides-with-same-day": (
        (
            "文面では発送日または集荷日を{ship_on}としていますが、拒否した注文は当日中に発送処理が"
            "必要です"
        ),
        (
            "拒否する当日の日付で文面を作り直すか、発送予定日に余裕があれば、発送する日に拒否して"
            "ください"
        ),
    ),
    "QC-12.refused-when": (
        "Qoo10では拒否済みですが、いつ拒否したかは分かりません。当日発送の義務はその時点から始まります",
        (
            "いつ拒否したかを確かめて、その日時を記録してください。発送処理がまだなら、すぐに行ってくだ"
            "さい"
        ),
    ),
    "QC-12.another-day": (
        (
            "この拒否は別の日にも記録されています（日本時間{refused_at}）。早いほうが有効で、"
            "発送処理の期限もその日になります"
        ),
        "拒否した日を確かめてください。早いほうの記録が誤りのときは、その記録を取り消してください",
    ),
    "QC-12.ships-later": (
        "この商品の発送予定日は{ship_date}ですが、拒否した注文は当日中に発送処理が必要です",
        (
            "発送する日に拒否してください。それでは遅いときは、お客様にキャンセルの撤回を申請"
            "してください"
        ),
    ),
    "QC-12.late": (
        "発送処理は拒否した当日、日本時間{due_at}より前に必要でした。期限を過ぎています",
        (
            "期限を過ぎていても、すぐに発送処理をしてください。出店規約によるペナルティを受けるこ"
            "とがあります"
        ),
    ),
    "QC-12.too-early": (
        "まだその時ではありません：{event}（日本時間{due_at}）",
        "何もする必要はありません。時刻になると自動で処理されます",
    ),
    "QC-13.implausible-number": (
        "送り状番号が実在の番号に見えません",
        "荷物の送り状と照らし合わせてください。虚偽の発送処理にはペナルティがあります",
    ),
    "QC-13.number-is-the-order": (
        "送り状番号に、この注文の注文番号が入っています",
        ("荷物のラベルにある番号を入力してください。虚偽の発送処理はQoo10のペナルティの対象です"),
    ),
    "QC-13.number-is-the-cart": (
        "送り状番号に、この注文のカート番号が入っています",
        ("荷物のラベルにある番号を入力してください。虚偽の発送処理はQoo10のペナルティの対象です"),
    ),
    "QC-13.number-is-a-date": (
        "送り状番号に日付が入っています",
        ("荷物のラベルにある番号を入力してください。虚偽の発送処理はQoo10のペナルティの対象です"),
    ),
    "QC-13.number-is-a-phone": (
        "送り状番号に電話番号が入っています",
        "荷物のラベルにある番号を入力し、この欄に電話番号を書かないでください",
    ),
    "QC-13.check-digit": (
        ("送り状番号の検査数字が、この運送会社の番号として合いません。どこかの数字が違うようです"),
        "荷物のラベルと1桁ずつ照らし合わせて、直してください",
    ),
    "QC-13.no-parcel": (
        "発送処理に次のものがありません：{need}",
        (
            "配送会社と荷物のラベルにある番号を入力してください。番号のない配送方法のときは、"
            "差し出しの控えを保管してください。虚偽の発送処理はQoo10のペナルティの対象で"
            "す"
        ),
    ),
    "QC-13.before-payment": (
        "支払い（日本時間{paid_at}）より前の発送処理になっています",
        "両方の日時を確かめてください。発送処理は、実際に配送会社へ渡した商品にだけ行ってください",
    ),
    "QC-13.number-used-elsewhere": (
        "この送り状番号は、別のカートの注文{order_no}ですでに使われています",
        (
            "両方の荷物の送り状と照らし合わせ、間違っているほうを直してください。虚偽の発送処理に"
            "はペナルティがあります"
        ),
    ),
    "QC-14.refunded-at-once": (
        "配送遅延の注文なので、お客様のキャンセルは店舗の返答なしにすぐ返金されました",
        "商品を発送しないでください。すでに発送したときは、配送会社とお客様にご連絡ください",
    ),
    "QC-14.refused-and-delayed": (
        (
            "一度拒否した注文ですが、発送予定日（{ship_date}）を過ぎています。お客様が改めてキャン"
            "セルできるかどうかは公表されていません"
        ),
        (
            "すぐに発送処理をしてください。J·QSMにキャンセルが出たときは、Qoo10にお問い合わせくだ"
            "さい（お問い合わせの種類：JQSMの操作方法、クレーム管理）"
        ),
    ),
    "QC-14.pending-though-delayed": (
        (
            "発送予定日を過ぎていたのに、Qoo10では未処理のキャンセル要請になっています。本来はすぐ"
            "に返金されるはずです"
        ),
        (
            "J·QSMで注文と発送予定日を確かめてください。本当に過ぎているときは、拒否せずにQoo10に"
            "お問い合わせください（お問い合わせの種類：JQSMの操作方法、クレーム管理）"
        ),
    ),
    "QC-15.request-gone": (
        "お客様のキャンセル要請がなくなっていますが、その経緯はQoo10からは分かりません",
        (
            "お客様が取り下げたのか、店舗の担当者が拒否したのかを確かめ、どちらかを記録してくださ"
            "い。拒否した場合は、当日中の発送処理が必要です"
        ),
    ),
    "QC-15.still-pending": (
        "拒否済みと記録されていますが、Qoo10にはお客様のキャンセル要請が残っています",
        (
            "拒否が完了しているかをJ·QSMで確かめてください。完了していないときは、J·QSMで拒否し、"
            "その日時を記録してください"
        ),
    ),
    "QC-17.reservation-unknown": (
        "予約商品かどうかが分かりません。予約商品でなければ、お客様のキャンセルはすぐに成立します",
        "要請が未処理なのか、すでにキャンセルされているのかをJ·QSMで確かめてください",
    ),
    "QC-18.date-in-the-past": (
        "発送予定日（{ship_date}）はすでに過ぎています。設定するとすぐに配送遅延になります",
        "今日以降で、実際に発送できる日を設定してください",
    ),
    "QC-18.new-date": (
        (
            "配送遅延の注文の発送予定日を{ship_date}に設定し直します。これで配送遅延が解けるかどう"
            "かは公表されていません"
        ),
        (
            "配送遅延でなくなったかをJ·QSMで確かめてください。それまでは、お客様は自由にキャンセル"
            "できます"
        ),
    ),
    "QC-18.date-changed": (
        "発送予定日を{ship_date}に変更します。この注文で変更が認められるかどうかは分かりません",
        "J·QSMに表示されている発送予定日を確かめてください",
    ),
    "QC-18.too-early": (
        "まだその時ではありません：{event}（日本時間{due_at}）",
        "何もする必要はありません。時刻になると自動で処理されます",
    ),
    "QC-18.unplanned": (
        "Qoo10では配送準備（3）ですが、発送予定日が分かりません",
        (
            "J·QSMで発送予定日を確かめて記録してください。記録がないと、いつ配送遅延になるかが分か"
            "りません"
        ),
    ),
    "QC-19.request-pending": (
        (
            "キャンセル要請が未処理です。返答の前に発送処理をすると、発送した商品が返金されるおそ"
            "れがあります"
        ),
        (
            "先に要請を拒否し、その日のうちに発送処理をしてください。承認するときは、発送しないで"
            "ください"
        ),
    ),
    "QC-20.only-a-return": (
        "注文は「{state}」です。発送処理のあとはキャンセルできず、返品だけになります",
        "商品の到着後に返品を申請するよう、お客様にご案内ください",
    ),
    "QC-21.no-reason-fits": (
        "四つの理由のどれにも、裏づけになる記録がありません",
        (
            "拒否せずに、キャンセル撤回申請で取り下げをお願いするか、お客様に直接ご連絡ください。"
            "記録に漏れがあるときは、先に記録してください"
        ),
    ),
    "QC-22.earlier-than-recorded": (
        "この注文の最新の記録（日本時間{last_at}）より前の日時です",
        "日時を確かめてください。正しければ、何もする必要はありません",
    ),
    "QC-22.ahead": (
        (
            "{seen_at}に確認したものか、それより後の日時を含みますが、この端末の時計は"
            "{now_at}です（日本時間）。何も取り込んでいません"
        ),
        "ずれている時計を合わせてから、もう一度取り込んでください",
    ),
    "QC-22.known": (
        "すでに記録されています",
        "何もする必要はありません",
    ),
    "QC-22.more-exact": (
        "記録済みの出来事と同じものです。より正確な記録が有効になります",
        "何もする必要はありません。別々の出来事のときは、日時を確かめてください",
    ),
    "QC-22.retracted": (
        "この注文の記録が取り消されました（{actor}）：{event}",
        "J·QSMの注文と照らし合わせてください",
    ),
    "QC-22.shown-by-platform": (
        "Qoo10の画面に表示されているため、取り消せません：{event}",
        (
            "J·QSMで注文を確かめてください。J·QSMの表示が誤りのときは、Qoo10にお問い合わせく"
            "ださい（お問い合わせの種類：JQSMの操作方法、クレーム管理）"
        ),
    ),
    "QC-22.not-recorded": (
        "そのような記録がないため、取り消すものがありません：{event}",
        "注文の履歴を見て、記録の種類と日時を指定してください",
    ),
}

# What `text` says of a free text.
TEXT: dict[str, tuple[str, str]] = {
    "QC-05.empty": (
        "理由が空欄です。「その他」では{required}文字以上が必要です",
        "キャンセルをお断りする理由を日本語で書いてください",
    ),
    "QC-05.too-short": (
        (
            "理由は{content_length}文字で、{required}文字に足りません（画面では{form_length}"
            "文字と数える場合があります）"
        ),
        "あと{missing}文字を書き足してください。空白、絵文字、見えない文字は数えません",
    ),
    "QC-06.not-japanese": (
        "日本語の文章として読めません（日本語の文字{japanese}字、うち仮名{kana}字）",
        "全文を日本語で書いてください。外国語に日本語の単語を混ぜるだけでは足りません",
    ),
    "QC-06.too-little-japanese": (
        "必要な{required}文字のうち、日本語は{content_length}文字です。外国語の部分：{pieces}",
        "日本語であと{missing}文字書いてください。外国語の部分は数えません",
    ),
    "QC-06.mixed-language": (
        "日本語でない部分があります：{pieces}",
        "日本語でない部分を削除してください。商品名はそのままで構いません",
    ),
    "QC-07.invalid-unicode": (
        "壊れた文字があります：{found}",
        "途中で文字が壊れています。入力し直してください",
    ),
    "QC-07.control-char": (
        "制御文字があります：{found}",
        "その文字を削除するか、その箇所を入力し直してください",
    ),
    "QC-07.bidi-control": (
        "表示の向きを逆にする文字があります：{found}",
        "その文字を削除するか、その箇所を入力し直してください",
    ),
    "QC-07.invisible-removed": (
        "見えない文字が{count}個あります：{found}",
        "対応は不要です。文字数に入らず、送信もされません",
    ),
    "QC-07.markup": (
        "HTMLが含まれています：{found}",
        "普通の文章で書いてください。画面がエラーになることがあります",
    ),
    "QC-07.header-injection": (
        "メールのヘッダーと読まれる部分があります：{found}",
        "メールの項目名を使わず、文章で書いてください",
    ),
    "QC-07.placeholder": (
        "定型文の空欄が残っています：{found}",
        "空欄に内容を入れてください",
    ),
    "QC-07.mojibake": (
        "文字化けしています：{found}",
        "正しく読める元の文章から貼り直してください。ここでは直せません",
    ),
    "QC-07.too-long": (
        "理由は画面の数え方で{form_length}文字です。上限は{limit}文字です",
        "短くしてください。二、三文で足ります",
    ),
    "QC-07.too-many-lines": (
        "理由が{lines}行あります。{limit}行を超えると、書いたとおりに表示されないことがあります",
        "一つの段落にまとめてください",
    ),
    "QC-07.repetitive": (
        "同じ言葉の繰り返しです：{found}",
        "一度だけ書き、事情を説明してください",
    ),
    "QC-07.emoji": (
        "絵文字があります。メールでは「?」になることがあります：{found}",
        "絵文字を使わないでください",
    ),
    "QC-07.halfwidth-kana": (
        "半角カタカナがあります：{found}",
        "全角で書いてください",
    ),
    "QC-07.odd-characters": (
        "多くの画面で表示できない文字があります：{found}",
        "普通の文字で書いてください",
    ),
    "QC-07.personal-data": (
        "カード番号と思われる数字があります",
        "番号を削除してください。お客様への文章には必要ありません",
    ),
    "QC-07.contact-info": (
        "連絡先が書かれています",
        "削除してください。お客様とのやり取りはQoo10の中で行います",
    ),
    "QC-07.url": (
        "リンクが書かれています",
        "削除してください。送り状番号だけで足ります",
    ),
    "QC-08.store-delay": (
        "店舗都合の遅延を理由にしています：{found}",
        (
            "店舗都合の遅延は拒否の理由になりません。キャンセルを承認するか、お客様とご相談くだ"
            "さい。遅延の話でないときは、その旨の覚え書きを添えてください"
        ),
    ),
    "QC-08.reads-like-delay": (
        (
            "遅れを表す言葉は見つかりませんでしたが、店舗側の遅れのように読めます。認められる"
            "根拠も見つかりませんでした：{found}"
        ),
        (
            "この荷物について、いつ何をしたかを書いてください。何もしていない場合は、キャンセ"
            "ルに応じるか、お客様とご相談ください。遅れの話でない場合は、その旨の覚え書きを添"
            "えてください"
        ),
    ),
    "QC-08.delay-mentioned": (
        "遅延に触れています：{found}",
        "遅延には触れず、いつ、どの配送会社で、どの送り状番号で発送したかを書いてください",
    ),
    "QC-09.no-ground": (
        (
            "認められる根拠（発送済み、発送準備済み、オーダーメイド商品、お客様の同意）を文面か"
            "ら読み取れませんでした"
        ),
        "当てはまるものがあれば、どれに当たるか、いつからかを書いてください",
    ),
}

# Subject and body of each notice.
_ASKS_SUBJECT = "【注文番号 {order_no}】お客様からキャンセル要請がありました"
_ASKS = (
    "注文番号 {order_no} のお客様からキャンセル要請がありました。J·QSMで返答してください。"
    "キャンセルを承認するか、キャンセル撤回申請で取り下げをお願いするか、発送済み・発送準"
    "備済み・オーダーメイド商品などの場合は拒否することができます。"
)
NOTICES: dict[str, tuple[str, str]] = {
    "refusal": (
        "【注文番号 {order_no}】キャンセルのご要請をお受けできませんでした",
        (
            "このたびはご注文いただき、誠にありがとうございます。\n誠に申し訳ございませんが、注"
            "文番号 {order_no} のキャンセルのご要請は、下記の理由によりお受けできませんでした。"
            "ご注文はそのまま有効ですので、到着まで今しばらくお待ちください。何卒ご理解ください"
            "ますようお願い申し上げます。\n\n理由：{reason}\n{text}"
        ),
    ),
    "request.known": (_ASKS_SUBJECT, _ASKS + "\n拒否できる期限：{until}（日本時間）"),
    "request.unknown": (
        _ASKS_SUBJECT,
        (
            _ASKS + "\n発送予定日が分からないため、いつまで拒否できるかは分かりません。"
            "J·QSMで発送予定日をご確認ください。"
        ),
    ),
    "request.open": (_ASKS_SUBJECT, _ASKS),
    "request.passed": (
        _ASKS_SUBJECT,
        (
            "注文番号 {order_no} のお客様からキャンセル要請がありました。発送予定日は日本時間"
            "{until}に過ぎているため、もう拒否できません。J·QSMで注文を確認し、キャンセルを承認"
            "するか、キャンセル撤回申請で取り下げをお願いするか、お客様に直接ご連絡ください。"
        ),
    ),
    "request_ending": (
        "【注文番号 {order_no}】キャンセル要請を拒否できるのはあと{left}です",
        (
            "注文番号 {order_no} のキャンセル要請が未処理のまま、発送予定日が過ぎようとしていま"
            "す。過ぎると拒否できなくなります。今すぐJ·QSMで返答してください。\n"
            "拒否できる期限：{until}（日本時間）"
        ),
    ),
    "duty_started": (
        "【注文番号 {order_no}】拒否しました。本日中に発送処理をしてください",
        (
            "注文番号 {order_no} のキャンセルを拒否しました。日本時間{due_at}より前に、J·QSMで発送"
            "処理をしてください。拒否した当日に発送処理をしないと、出店規約によるペナルティを受け"
            "ることがあります。"
        ),
    ),
    "duty_ending": (
        "【注文番号 {order_no}】発送処理がまだです。本日の残り時間は{left}です",
        (
            "注文番号 {order_no} は本日キャンセルを拒否しましたが、発送処理がまだ済んでいません。"
            "日本時間{due_at}より前に、J·QSMで発送処理をしてください。過ぎると、出店規約によるペナ"
            "ルティを受けることがあります。"
        ),
    ),
    "duty_missed": (
        "【注文番号 {order_no}】拒否した当日に発送処理がされませんでした",
        (
            "注文番号 {order_no} はキャンセルを拒否しましたが、期限の日本時間{due_at}までに発送処"
            "理がされませんでした。すぐにJ·QSMで発送処理をしてください。出店規約によるペナルティを"
            "受けることがあります。"
        ),
    ),
    "delayed": (
        "【注文番号 {order_no}】配送遅延になりました",
        (
            "注文番号 {order_no} は、発送処理がされないまま発送予定日を過ぎました。お客様は自由に"
            "キャンセルでき、すぐに返金されます。キャンセルを拒否することはできません。商品を発送"
            "しだい、発送処理をしてください。"
        ),
    ),
    "refunded": (
        "【注文番号 {order_no}】お客様がキャンセルしました。発送しないでください",
        (
            "注文番号 {order_no} はお客様がキャンセルし、店舗の返答なしにすぐ成立しました（"
            "{rule}）。商品を発送しないでください。すでに発送したときは、配送会社とお客様にご連絡"
            "ください。"
        ),
    ),
    "fake_found": (
        "【注文番号 {order_no}】虚偽の発送処理と判断されました",
        (
            "注文番号 {order_no} の発送処理は、Qoo10により虚偽の発送処理と判断されました。出店規約"
            "によるペナルティを受けることがあります。配送会社と送り状番号を確かめ、発送を証明でき"
            "るものをご用意ください。ご不明な点は、Qoo10にお問い合わせください。"
        ),
    ),
    "set_right.duty_missed": (
        "【注文番号 {order_no}】期限内に発送処理がされていました",
        (
            "注文番号 {order_no} は拒否した当日に発送処理がされなかったとお知らせしましたが、"
            "誤りでした。その後に分かった記録では、違反はありません。"
        ),
    ),
    "set_right.delayed": (
        "【注文番号 {order_no}】配送遅延ではありませんでした",
        (
            "注文番号 {order_no} が配送遅延になったとお知らせしましたが、誤りでした。J·QSMで"
            "注文の状態を確かめてください。"
        ),
    ),
    "set_right.refunded": (
        "【注文番号 {order_no}】即時返金ではありませんでした",
        (
            "注文番号 {order_no} はお客様のキャンセルがすぐに成立したとお知らせしましたが、誤"
            "りでした。キャンセル要請が残っていないか、J·QSMで確かめてください。"
        ),
    ),
    "set_right.request": (
        "【注文番号 {order_no}】そのキャンセル要請はありませんでした",
        (
            "注文番号 {order_no} にキャンセル要請があったとお知らせしましたが、その要"
            "請はないか、以前のものと同じでした。キャンセル要請が残っていないか、J·QSMで確か"
            "めてください。"
        ),
    ),
}

# The glossary; `docs/glossary.md` is made from it.
WORDS: dict[str, str] = {
    "state.new": "新規注文",
    "state.scheduled": "配送準備",
    "state.shipping_delayed": "配送遅延",
    "state.cancel_requested": "キャンセル要請",
    "state.withdrawal_asked": "キャンセル撤回申請中",
    "state.cancelling": "キャンセル中",
    "state.cancelled": "キャンセル完了",
    "state.refused": "キャンセル拒否済み",
    "state.awaiting_shipment": "配送要請（キャンセル拒否後）",
    "state.shipped": "配送中",
    "state.delivered": "配送完了",
    "event.CancelRequest": "キャンセル要請",
    "event.RequestWithdrawal": "キャンセル要請の取り下げ",
    "event.ShipDateSet": "発送予定日の設定",
    "event.EvidenceAdded": "裏づけの記録",
    "event.CancelRefusal": "キャンセル拒否",
    "event.CancelApproval": "キャンセルの承認",
    "event.WithdrawalAsked": "キャンセル撤回申請",
    "event.Shipment": "発送処理",
    "event.WithdrawalDenied": "お客様が取り下げに応じないこと",
    "event.Refund": "返金",
    "event.Cancellation": "その他の事由によるキャンセル",
    "event.Delivery": "配送完了",
    "event.FakeShipmentFound": "虚偽の発送処理の判明",
    "event.ShipmentRelease": "配送要請への復帰",
    "event.ShipDateLapse": "発送予定日の経過",
    "event.RequestReminder": "未処理のキャンセル要請のお知らせ",
    "event.DutyReminder": "当日の発送処理のお知らせ",
    "event.DutyLapse": "当日の発送処理の期限切れ",
    "event.Erasure": "文面の消去",
    "event.Retraction": "記録の取消",
    "event.Looked": "Qoo10の確認",
    "reason.shipped": "発送済み",
    "reason.prepared": "発送準備済み",
    "reason.made_to_order": "オーダーメイド商品",
    "reason.other": "その他",
    "need.carrier": "配送会社",
    "need.tracking_no": "送り状番号",
    "need.handed_over_at": "配送会社に引き渡した日時",
    "need.prepared_at": "発送準備が済んだ日時",
    "need.made_to_order": "オーダーメイド商品であるという記録",
    "need.reason": "拒否の理由",
    "need.text": "お客様が読む文面",
    "need.confirmed": "確認",
    "need.evidence": "裏づけ",
    "need.ship_date": "発送予定日",
    "rule.QC-00": "この状態の注文では起こらないことです",
    "rule.QC-01": "拒否できるのは、未処理のキャンセル要請だけです",
    "rule.QC-02": "配送遅延の注文は拒否できず、お客様が自由にキャンセルできます",
    "rule.QC-03": "拒否できるのは、発送予定日を過ぎるまでです",
    "rule.QC-04": "拒否するときは、四つの理由から一つを選びます",
    "rule.QC-05": "「その他」の理由は、{required}文字以上で説明します",
    "rule.QC-06": "文面は日本語で書きます",
    "rule.QC-07": "文面は、そのままお客様が読めるものにします",
    "rule.QC-08": "店舗都合の遅延は、拒否の理由になりません",
    "rule.QC-09": "理由は、記録された事実と一致します",
    "rule.QC-10": "拒否は、確認してから行います",
    "rule.QC-11": "一度拒否した注文は、お客様が再びキャンセルを要請できません",
    "rule.QC-12": "拒否した注文は、当日中（日本時間）に発送処理をします",
    "rule.QC-13": "発送処理は、実際に発送した商品にだけ行います",
    "rule.QC-14": "配送遅延の注文をお客様がキャンセルすると、すぐに返金されます",
    "rule.QC-15": "拒否するとお客様の要請は取り下げられ、注文は配送要請に戻ります",
    "rule.QC-16": "拒否とその理由は、アプリとメールでお客様に通知されます",
    "rule.QC-17": "発送予定日の設定前は、予約商品を除き、お客様のキャンセルがすぐに成立します",
    "rule.QC-18": "配送遅延になるのは、発送処理がされないまま発送予定日を過ぎたときだけです",
    "rule.QC-19": "未処理のキャンセル要請は、発送処理の前に拒否します",
    "rule.QC-20": "発送処理のあとはキャンセルできず、返品だけになります",
    "rule.QC-21": "ほかの事情のときは、拒否せずに、キャンセル撤回申請で取り下げをお願いします",
    "rule.QC-22": "注文の記録は、時間の順に進みます",
    "list.and": "、",
    "answer.allowed": "注文番号 {order_no}：できます（{event}）。そのあとは「{state}」になります",
    "answer.denied": "注文番号 {order_no}（「{state}」）：今はできません（{event}）",
    "by.buyer": "お客様",
    "by.seller": "店舗",
    "by.platform": "Qoo10",
    "by.clock": "時刻",
    "certainty.stated": "Qoo10の店舗向けマニュアルに書かれています",
    "certainty.official": "Qoo10の別のページに書かれています",
    "certainty.derived": "書かれていることから導かれます",
    "certainty.assumed": "どこにも書かれていないため、慎重に解釈しています",
    "certainty.technical": "記録を正しく保つためのものです",
    "severity.violation": "できません",
    "severity.warning": "注意",
    "channel.buyer_app": "お客様（アプリ）",
    "channel.buyer_mail": "お客様（メール）",
    "channel.seller": "店舗",
    "todo.duty": "本日中に発送処理",
    "todo.missed": "すぐに発送処理",
    "todo.question": "質問に答える",
    "todo.request": "要請に回答",
    "todo.new": "発送予定日を設定",
    "todo.scheduled": "予定どおり発送",
    "todo.shipping_delayed": "すぐに発送",
    "urgency.duty": "当日中の発送処理",
    "urgency.request": "要請への返答",
    "urgency.question": "質問への回答",
    "urgency.rest": "要請なし",
    "notice.refusal": "キャンセル拒否の通知",
    "notice.request": "キャンセル要請の通知",
    "notice.request_ending": "拒否できる期限が近いという通知",
    "notice.duty_started": "当日中の発送処理の通知",
    "notice.duty_ending": "発送処理の期限が近いという通知",
    "notice.duty_missed": "当日の発送処理がなかったという通知",
    "notice.delayed": "配送遅延の通知",
    "notice.refunded": "即時返金の通知",
    "notice.set_right": "以前の通知の訂正",
    "notice.fake_found": "虚偽の発送処理の通知",
    "duty.running": "発送処理待ち",
    "duty.met": "期限内に発送処理済み",
    "duty.missed": "期限内に発送処理なし",
}

# What `templates`, `slots`, `preview` and `sheet` say.
ADVICE: dict[str, str] = {
    "ready.SHIPPED_TRACKED": (
        "ご注文の商品は、{shipped_on}に{carrier}で発送済みです（追跡番号：{tracking_no}）。すで"
        "に輸送中のため、恐れ入りますがキャンセルはお受けいたしかねます。返品をご希望の場合は、"
        "商品の到着後に返品をご申請くださいますようお願いいたします。"
    ),
    "ready.SHIPPED_INTERNATIONAL": (
        "ご注文の商品は、{shipped_on}に{origin}から国際便（{carrier}、追跡番号：{tracking_no}）"
        "で発送済みです。すでに輸送中で荷物を呼び戻すことができないため、恐れ入りますがキャンセ"
        "ルはお受けいたしかねます。何卒ご了承くださいますようお願いいたします。"
    ),
    "ready.SHIPPED_UNTRACKED": (
        "ご注文の商品は、{shipped_on}に{carrier}（追跡番号のない配送方法）で発送済みです。発送後"
        "の荷物を止めることができないため、恐れ入りますがキャンセルはお受けいたしかねます。商品"
        "の到着まで今しばらくお待ちくださいますようお願いいたします。"
    ),
    "ready.READY_PICKUP": (
        "ご注文の商品は、梱包と送り状の貼り付けまで完了しており、{pickup_on}に{carrier}が集荷す"
        "る予定です。発送準備が完了しているため、恐れ入りますがキャンセルはお受けいたしかねま"
        "す。追跡番号は、発送後に登録いたします。"
    ),
    "ready.READY_WAREHOUSE": (
        "ご注文の商品は、{ready_on}に倉庫での出荷準備が完了しており、個別に取り出すことができな"
        "い状態です。{ship_on}に発送いたしますので、恐れ入りますがキャンセルはお受けいたしかねま"
        "す。何卒ご了承くださいますようお願いいたします。"
    ),
    "ready.CUSTOM_STARTED": (
        "ご注文の商品は、お客様のご指定に合わせてお作りするオーダーメイド商品で、"
        "{production_started_on}に製作を開始しております。製作を開始した商品は他のお客様に販売す"
        "ることができないため、恐れ入りますがキャンセルはお受けいたしかねます。"
    ),
    "ready.CUSTOM_PROCESSED": (
        "ご注文の商品は、ご指定の文字を入れる名入れ加工が{processed_on}に完了しております。加工"
        "後の商品は再販売ができないため、恐れ入りますがキャンセルはお受けいたしかねます。商品は"
        "{ship_on}に発送いたします。"
    ),
    "ready.CUSTOM_MADE_TO_ORDER": (
        "ご注文の商品は、ご注文をいただいてから生産する受注生産品で、{production_started_on}に生"
        "産を開始しております。恐れ入りますが、生産開始後のキャンセルはお受けいたしかねます。商"
        "品は、ご案内のとおり{ship_on}に発送いたします。"
    ),
    "ready.OTHER_BUYER_AGREED": (
        "{contacted_on}にお客様とご連絡を取り、このまま商品をお受け取りになるとのご同意をいた"
        "だきました。そのため、今回のキャンセル申請は取り下げとし、商品を{ship_on}に発送いた"
        "します。ご協力いただき、誠にありがとうございます。"
    ),
    "ready.OTHER_BUNDLED": (
        "ご注文の商品は、同時にご注文いただいた他の商品と同じ箱で、{shipped_on}に{carrier}（追跡"
        "番号：{tracking_no}）で発送済みです。一部の商品だけを取り出すことができないため、恐れ入"
        "りますがキャンセルはお受けいたしかねます。"
    ),
    "ready.OTHER_PERISHABLE": (
        "ご注文の商品は生鮮食品のため、{prepared_on}にお客様の分の仕込みと梱包を完了しておりま"
        "す。品質を保つため、他のお客様に販売することができず、恐れ入りますがキャンセルはお受け"
        "いたしかねます。商品は{ship_on}に発送いたします。"
    ),
    "ready.OTHER_DIGITAL": (
        "ご注文の商品はデジタルコードで、{sent_on}にお客様へ送信済みです。送信後のコードは無効に"
        "して再販売することができないため、恐れ入りますがキャンセルはお受けいたしかねます。何卒"
        "ご了承くださいますようお願いいたします。"
    ),
    "months": "1 2 3 4 5 6 7 8 9 10 11 12",
    "day": "{month}月{day}日",
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
    "slot.tracking_no": "送り状番号",
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
    "choice.none": "まだ選ばれていません",
    "screen.home_requests": "キャンセル要請",
    "screen.claims_menu": "配送/キャンセル/未受取",
    "screen.claims_page": "キャンセル/返品/未受取",
    "screen.trade_details": "取引の情報",
    "screen.requests": "キャンセル要請",
    "screen.order_number": "注文番号",
    "screen.refusal_section": "キャンセル拒否",
    "screen.refusal_reason": "キャンセル拒否の理由",
    "screen.approve_button": "キャンセル",
    "screen.withdraw_button": "キャンセル撤回のお願い",
    "screen.confirm": "キャンセルできない状態に限り拒否できます。拒否しますか",
    "screen.done": "キャンセルを拒否しました",
    "screen.paid": "配送要請",
    "screen.ship_process": "発送処理",
    "screen.planned_date": "発送予定日",
    "screen.delayed": "配送遅延",
    "screen.ask_qoo10": "Qoo10に問い合わせる",
    "screen.ask_about": "J·QSMの使い方",
    "screen.ask_topic": "クレーム管理（返品・交換・未受取）",
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
        "{refusal_section}のボタンをクリックします。となりのボタンに注意：\n{approve_button}はキ"
        "ャンセルを承認し、\n{withdraw_button}は取り下げをお願いするだけです。"
    ),
    "step.6": "確認の画面\n{confirm}\nを読み、間違いがなければ【OK】をクリックします。",
    "step.7": "{done}と出れば完了です。この拒否を、お使いのツールにも記録してください。",
    "field.paste": "下の文面を、そのまま欄に貼り付けます。",
    "field.spare": "欄が出れば下の文面を貼り付け、出なければお客様へのメッセージに使います。",
    "field.none": "文面は必要ありません。",
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
        "{planned_date}が不明です。過ぎると{delayed}となり\n拒否できないため、J·QSMで確かめてく"
        "ださい。"
    ),
    "sheet.ship-before": "発送処理の期限：今日拒否するなら {duty_due} より前",
    "sheet.legend": (
        "【 】は画面の文字です。〔≒ ／ 〕は、画面の文字が不明なときの当方の訳と、\n中国語画面の"
        "文字です。"
    ),
    "sheet.stop": "このままでは拒否できません",
    "sheet.note": "先に知っておくこと",
    "sheet.steps": "J·QSMでの手順",
    "sheet.text": "お客様が読む文面（このままコピー）",
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
        "{duty_due} より前に{ship_process}をします。\nしなかった場合や虚偽の場合は、出店規約によ"
        "るペナルティを受けることがあります。"
    ),
    "next.told": "お客様にはアプリとメールで、理由とともに通知されます。",
    "next.final": "お客様はこの注文のキャンセルを二度と要請できません。",
    "sheet.trouble": "クリックできない、または断られたとき",
    "trouble.look": (
        "{requests}にまだ残っているか確かめます。\n無ければ、お客様が取り下げたか、すでにキャ"
        "ンセルされています。"
    ),
    "trouble.contact": "お客様に直接連絡し、事情を説明します。",
    "trouble.withdraw": "{withdraw_button}で、\nお客様に要請の取り下げをお願いします（QC-21）。",
    "trouble.ask": "Qoo10に問い合わせます：{ask_qoo10}\n＞{ask_about}\n＞{ask_topic}",
    "preview.title": "お客様が読む内容",
    "preview.by": "アプリとメールで届きます。理由：{choice}",
    "preview.no-text": "文面はなく、選んだ理由だけが届きます。日本語での表示はQoo10が決めます。",
    "quote.known": "【{word}】",
    "quote.glossed": "【{word}】（≒{gloss}）",
    "quote.unknown": "〔≒{gloss}／{chinese}〕",
    "paper.clicked": "拒否した日時（日本時間）",
    "paper.by": "担当者",
    "paper.marked": "発送処理をした日時（日本時間）",
    "dossier.title": "注文 {order_no} のキャンセル拒否の記録",
    "dossier.asked": "キャンセル要請",
    "dossier.judged": "拒否の判断",
    "dossier.sent": "お客様に送った内容",
    "dossier.evidence": "拒否の時点での裏づけ",
    "dossier.shipment": "発送処理",
    "dossier.rules": "拒否のルール",
    "dossier.history": "すべての記録（古い順）",
    "dossier.digest": "記録のダイジェスト",
    "dossier.digest-how": (
        "記録をJSONで1行に1件、UTF-8で並べたもののSHA-256です。どれか一つでも変われば変わります。"
    ),
    "dossier.nothing": "記録がありません",
    "dossier.no-objection": "どのルールにも反していません。",
    "fact.policy": "ルールとポリシーの版",
    "dossier.yes": "はい",
    "dossier.no": "いいえ",
    "dossier.manual": "マニュアル {place}。{certainty}",
    "fact.asked_at": "要請の日時",
    "fact.request_reason": "Qoo10に表示された理由",
    "fact.refused_at": "拒否の日時",
    "fact.actor": "担当者",
    "fact.recorded_at": "記録の日時",
    "fact.reason": "理由",
    "fact.acknowledgement": "覚え書き",
    "fact.ship_date": "発送予定日",
    "fact.duty_due": "発送処理の期限（この時刻より前）",
    "fact.shipped_at": "発送処理の日時",
    "fact.duty": "当日の発送処理",
    "fact.carrier": "配送会社",
    "fact.tracking_no": "送り状番号",
    "fact.handed_over_at": "配送会社に引き渡した日時",
    "fact.origin": "発送元の国・地域",
    "fact.prepared_at": "発送準備が済んだ日時",
    "fact.pickup_on": "集荷日",
    "fact.made_to_order": "オーダーメイド商品",
    "fact.started_on": "製作・生産の開始日",
    "fact.processed_on": "加工の完了日",
    "fact.contacted_on": "お客様の同意を得た日",
    "fact.sent_on": "コードの送信日",
    "fact.bundled": "同じカートの注文と同じ箱",
    "fact.perishable": "生鮮食品",
}

_EXPORT_AGAIN = "J·QSMからもう一度ファイルを出力し、表計算ソフトで開かずにお使いください"

# What the readers cannot read: a cell, a row, a file or a reply.
PROBLEMS: dict[str, str] = {
    "not-one-line": "{field} は、表示できる文字で {most} 文字以内の一行にしてください",
    "nothing-asked": (
        "注文 {order_no} について確認中のことはありません。起きたことを record で記録してください"
    ),
    "retraction-unexplained": "記録を取り消すときは、名前と理由（メモ）を入力してください",
    "screen-word": "{term} の画面上の語は、表示できる文字の一行にしてください",
    "no-such-place": "{term} という画面の箇所はありません。使えるのは {known} です",
    "store-full": (
        "{path}：ディスクがいっぱいです。何も書き込んでいません。"
        "空きを作ってから、もう一度実行してください（{error}）"
    ),
    "store-read-only": (
        "{path}：書き込めません。"
        "このユーザーにファイルとフォルダーへの書き込みを許可してください（{error}）"
    ),
    "store-busy": (
        "{path}：ほかのプロセスが使用中です。"
        "もう一度実行するか、timeout= を長くしてください（{error}）"
    ),
    "store-not-sqlite": (
        "{path}：SQLite のファイルではありません。別のパスを指定してください（{error}）"
    ),
    "store-damaged": "{path}：ファイルが壊れています。バックアップから戻してください（{error}）",
    "store-disk": (
        "{path}：ディスクを読み書きできません。"
        "ディスクを確認してから、もう一度実行してください（{error}）"
    ),
    "store-forbidden": (
        "{path}：このユーザーには開く権限がありません。書き込みを許可してください（{error}）"
    ),
    "store-failed": "{path}：SQLite が実行できません（{error}）",
    "store-is-folder": "{path}：フォルダーです。ファイルのパスを指定してください（{error}）",
    "store-no-folder": "{path}：フォルダー {folder} がありません。先に作成してください（{error}）",
    "store-cannot-open": (
        "{path}：開けません。"
        "このユーザーにファイルとフォルダーへの書き込みを許可してください（{error}）"
    ),
    "store-foreign": (
        "{path} はほかのプログラムのファイルです。"
        '別のパスを指定するか、schema_sql("sqlite") で表を作成してください'
    ),
    "store-older": (
        "{path} のスキーマは {found} で、このリリースが読むのは {newest} です。"
        "書き込みできる状態で一度開くと、新しくなります"
    ),
    "store-newer": (
        "保存先のスキーマは {found} で、このリリースが知るのは {newest} です。"
        "書き込んだリリースか、それより新しいものを入れてください"
    ),
    "no-number": "{text} は Qoo10 の番号ではありません。1～{most} 桁の数字を入力してください",
    "not-stored": "注文番号 {order_no} は保存されていません。先に取り込んでください（import）",
    "not-yet": "{moment} にはまだ何も起きていません。現在は {now} です",
    "long-ago": (
        "{moment} のことで、現在は {now} です。"
        "過ぎたことは操作ではなく、記録してください（record）"
    ),
    "text-too-long": "文面が {length} 文字あり、保存できません。{most} 文字以内にしてください",
    "erasure-unsigned": "消去するときは、担当者の名前を入力してください",
    "no-such-event": "{text} という出来事はありません。たとえば ship のように入力してください",
    "key-reused": "キー '{key}' は別のコマンドで使われています",
    "key-erased": "キー '{key}' のコマンドは、文面が消去されています",
    "blanks-around-number": "番号の前後に空白があります。{number} と入力してください",
    "full-width-number": "番号が全角の数字です。{number} と入力してください",
    "not-a-typed-day": "{text} は日付として読めません。2022-08-15 のように入力してください",
    "not-a-typed-moment": (
        "{text} は日時として読めません。2022-08-12 14:05 のように入力してください"
    ),
    "no-such-reason": "4つの理由のどれでもありません：{known}",
    "empty": "空欄です。ここが空欄の行は読み取れません",
    "not-a-number": "Qoo10の番号（1〜20桁の数字）ではありません",
    "number-too-long": "Qoo10のどの番号よりも長い数字です",
    "not-a-text": "文字列か整数が必要です（{type}型の値が入っています）",
    "lost-digits": "番号の末尾の桁が失われています。番号は文字列のまま渡してください",
    "lost-digits-in-file": (
        "表計算ソフトに書き換えられ、番号の末尾の桁が失われています。" + _EXPORT_AGAIN
    ),
    "decimal": (
        "プログラムが番号を小数に変えています。列を文字列として読み込ませてください（pandasな"
        "らdtype=str）"
    ),
    "word-for-empty": (
        "空欄の代わりにプログラムが書く語です。空欄は空欄のまま渡してください（pandasならkeep"
        "_default_na=False）"
    ),
    "not-a-date": (
        "Qoo10の日付の形（2022-08-12、2022/08/12、20220812。時刻付きなら10:05:00まで）ではあ"
        "りません"
    ),
    "rewritten-date": (
        "Qoo10の日付の形（2022-08-12、2022/08/12、20220812。時刻付きも可）ではありません。表"
        "計算ソフトに書き換えられています。" + _EXPORT_AGAIN
    ),
    "date-outside": "{first}年から{last}年までの日付ではありません",
    "no-such-date": "存在しない日付または時刻です",
    "text-cut": "{length}文字あるため、先頭の{most}文字までを読み取りました",
    "text-folded": "改行または表示できない文字があるため、1行にまとめて読み取りました",
    "not-a-tracking-number": (
        "{most}文字以内の1行ではないため、送り状番号として読み取っていません"
    ),
    "unknown-shipping-status": "知らない配送状態です。知っているのは{known}です",
    "unknown-claim-status": "知らないクレーム状態です。知っているのは{known}です",
    "unknown-send-type": "知らないAvailableSendTypeです。知っているのは{known}です",
    "columns-disagree": (
        "この行では列{columns}の値が食い違っていて、どちらが正しいか分かりません"
    ),
    "delayed-without-date": "配送遅延の行なのに、過ぎた発送予定日が分かりません",
    "delayed-but-ahead": (
        "配送遅延の行なのに、発送予定日{ship_date}は確認した日（{day}）より先です"
    ),
    "row-not-object": "行はキーを持つオブジェクトでなければなりません（{type}型の値です）",
    "empty-rows": "空のオブジェクトだけの行が{count}件あり、どの注文のものか分かりません",
    "line-too-long": "{most}バイトを超える行のため、読み飛ばしました",
    "wrong-encoding": "見出しと違い、この行の文字コードは{encoding}ではありません",
    "wrong-width": "見出しは{width}列ですが、この行は{cells}列です",
    "not-csv": "CSVの行として正しくありません。引用符と行末を確かめてください",
    "open-quote": "閉じていない引用符のため、{first}行目から{last}行目までが1行になっています",
    "contradiction": (
        "{other}行目の同じ注文と内容が食い違い、どちらが正しいか分からないため、どちらも読み"
        "取っていません"
    ),
    "rows-differ": (
        "{other}行目と同じ注文ですが一部の列が異なるため、一致する内容だけを読み取りました"
    ),
    "more-problems": "このほかに{count}件の問題がありますが、一覧には載せていません",
    "cannot-be-opened": "開けません：{why}",
    "cannot-be-read": "読み込めません：{why}",
    "saved-again": (
        "文字コードがUTF-8ではなく{encoding}です。表計算ソフトで保存し直されていて、長い番号"
        "や日付が気づかないうちに変わっているかもしれません。送り状番号は読み取っていません。"
        "確実を期すには、" + _EXPORT_AGAIN
    ),
    "utf-16": "CSVファイルではなく、表計算ソフトが書くUTF-16のテキストです。" + _EXPORT_AGAIN,
    "workbook-or-archive": (
        "CSVファイルではなく、Excelブック（.xlsx、.xls）または圧縮ファイルです。" + _EXPORT_AGAIN
    ),
    "web-page": (
        "Webページです（ログイン画面かもしれません）。ログインし直して、もう一度取得してください"
    ),
    "xml-reply": (
        "XML形式のQAPIの応答です。returnType=application/jsonを指定して取得してください"
    ),
    "semicolons": (
        "区切りがコンマではなくセミコロンです。国によって表計算ソフトがそう保存しま"
        "す。" + _EXPORT_AGAIN
    ),
    "tabs": (
        "区切りがコンマではなくタブです。表計算ソフトがテキストとして保存したもので"
        "す。" + _EXPORT_AGAIN
    ),
    "carriage-returns": (
        "行末が復帰文字（CR）だけで、J·QSMのファイルと違います。" + _EXPORT_AGAIN
    ),
    "header-not-csv": (
        "先頭の行が、{encodings}のどれとして読んでもCSVの行になりません。" + _EXPORT_AGAIN
    ),
    "unknown-header": (
        "先頭の行が、知っている見出しではありません。読み取れる一覧には次の列があります：{headers}"
    ),
    "missing-columns": "列{columns}がありません。すべての列を含めて出力してください",
    "header-too-long": "先頭の行が見出しとしては長すぎます",
    "empty-file": "ファイルが空です",
    "not-a-reply": (
        "QAPIの応答はResultCodeとResultObjectを持つオブジェクトです（{type}型の値が渡されました）"
    ),
    "reply-too-long": "応答が長すぎます。期間を短くして取得してください",
    "reply-not-utf8": (
        "応答がUTF-8ではありません。QAPIから届いたバイト列をそのまま渡してください"
    ),
    "reply-too-deep": "応答の入れ子が深すぎます",
    "not-json": "JSONではないか、途中で切れています",
    "no-result-code": "ResultCodeがないため、QAPIの応答ではありません。キーは{keys}です",
    "blank-result-code": (
        "ResultCodeが空で、成功したかどうか分かりません。もう一度取得してください"
    ),
    "bad-result-code": "応答のコードが数字ではありません",
    "no-result-object": "ResultObjectがないため、注文が0件だとは言えません。キーは{keys}です",
    "result-not-rows": (
        "ResultObjectは、オブジェクトの配列、1つのオブジェクト、nullのいずれかです（{type}型"
        "の値です）"
    ),
    "empty-result-object": (
        "ResultObjectが空のオブジェクトで、注文が0件かどうか分かりません。0件なら[]です"
    ),
    "empty-without-success": (
        "行がなく、メッセージもSUCCESSではないため、注文が0件だとは言えません"
    ),
    "error-in-success": ("成功のコードなのにエラーメッセージがあります。もう一度取得してください"),
    "key-twice": "同じキーが1つのオブジェクトに2回あり、どちらが正しいか分かりません",
    "failed": "QAPIの応答コードは{code}で、行は届いていません",
    "failed-wrong-key": ("QAPIの応答コードは{code}です。販売者認証キー（SAK）を確かめてください"),
    "failed-no-such-method": "QAPIの応答コードは{code}です。そのAPIがないか、キーが違います",
    "failed-not-allowed": "QAPIの応答コードは{code}です。このキーには権限がありません",
    "failed-expired-key": (
        "QAPIの応答コードは{code}です。販売者認証キー（SAK）の期限が切れています。新しく作っ"
        "てください"
    ),
    "unanswered": "呼び出しに失敗しました：{why}",
    "qapi-unanswered": (
        "{method}から応答を得られませんでした：{why}。もう一度試すと届くことがあります"
    ),
    "qapi-end-unknown": (
        "{method}が実行されたかどうか分かりません（{why}）。再送する前に、J·QSMで注文を確か"
        "めるか、syncを実行してください"
    ),
    "qapi-bad-key": (
        "販売者認証キー（SAK）は空白のない半角英数字と記号、8〜500文字です。もう一度コピーし"
        "てください（ここには表示しません）"
    ),
    "qapi-odd-url": "QAPIのURLには、ユーザー名、クエリ、フラグメントを付けられません",
    "qapi-plain-http": (
        "キーはhttpsでだけ送ります。httpが使えるのは、このコンピューター自身に対してだけです"
    ),
    "qapi-late": "制限時間内に応答がありませんでした",
    "qapi-broken-off": "接続に失敗しました（{error}）",
    "qapi-too-long": "応答が{most}バイトを超えています",
    "qapi-no-result": "ResultObjectがないか、2つ以上あります",
    "qapi-no-row": "応答にこの注文の行がありません",
    "qapi-no-key": "ResultObjectがキーではありません",
    "qapi-not-ours": "QAPIの応答ではありません",
    "qapi-code": (
        "{method}の応答コードは{code}{words}です。この番号の意味は分かっていません。このメ"
        "ソッドのQAPIガイドで調べてください"
    ),
    "qapi-key-refused": (
        "{method}の応答コードは{code}{words}です。販売者認証キー（SAK）を確かめてください。"
        "パスワードを変えるとキーは無効になります（-90001はメソッドがないときにも返ります）"
    ),
    "qapi-key-expired": (
        "{method}の応答コードは{code}{words}です。販売者認証キー（SAK）の期限が切れています"
        "。新しく作ってください"
    ),
    "qapi-not-allowed": (
        "{method}の応答コードは{code}{words}です。このキーにはこのメソッドを使う権限があり"
        "ません。J·QSMからQoo10に問い合わせてください"
    ),
    "qapi-bad-request": (
        "{method}の応答コードは{code}{words}です。呼び出しの日付、期間、状態、番号のどれか"
        "が合っていません"
    ),
    "qapi-order-unknown": (
        "{method}の応答コードは{code}{words}です。この店舗にその注文はありません。注文番号"
        "と、どの店舗のキーかを確かめてください"
    ),
    "qapi-wrong-state": (
        "{method}の応答コードは{code}{words}です。注文が今の状態ではこの操作はできません。s"
        "yncを実行して見直してください"
    ),
    "may-be-cut": (
        "{first}から{last}までの応答が{rows}行あり、途中で切れているおそれがあります。期間を"
        "短くして取得し直してください"
    ),
    "key-hidden": "認証キーと同じ文字列があるため、表示していません",
    "which-list": (
        "行がなく、どの一覧が全件なのか分かりません。read_claimsかread_shippingで読み取ってく"
        "ださい"
    ),
}
