"""What the terminal says, in Japanese."""

WORDS: dict[str, str] = {
    "col.left": "残り",
    "col.order": "注文番号",
    "col.state": "状態",
    "col.todo": "すること",
    "col.until": "期限",
    "col.rule": "規則",
    "col.sentence": "内容",
    "col.source": "出典",
    "japan": "{moment}（日本時間）",
    "comma": "、",
    "queue.title": "対応待ちの注文",
    "queue.empty": "対応待ちの注文はありません。",
    "queue.more": "ほか{count}件",
    "todo.duty": "本日中に発送処理",
    "todo.missed": "すぐに発送処理",
    "todo.request": "要請に回答",
    "todo.refused": "本日中に発送処理",
    "todo.new": "発送予定日を設定",
    "todo.scheduled": "予定どおり発送",
    "todo.shipping_delayed": "すぐに発送",
    "left.over": "期限切れ",
    "left.none": "–",
    "card.title": "注文番号 {order_no}",
    "fact.planned": "発送予定日",
    "fact.cart": "カート番号",
    "fact.ordered": "注文",
    "fact.paid": "入金",
    "fact.requested": "キャンセル要請",
    "fact.refused": "キャンセル拒否",
    "fact.evidence": "裏づけの記録",
    "count.duty": "{until}までに発送処理をしてください：残り {left}",
    "count.met": "拒否した当日に発送処理済み",
    "count.late": "発送処理は拒否した日を過ぎていました",
    "count.missed": "拒否した当日に発送処理がされませんでした（期限 {until}）",
    "count.request": "{until}まで拒否できます：残り {left}",
    "count.request_over": "もう拒否できません（期限 {until}）",
    "count.request_open": "発送予定日が不明です。拒否する前に確認してください",
    "count.scheduled": "{until}に配送遅延になります：残り {left}",
    "count.delayed": "お客様は自由にキャンセルでき、すぐに返金されます",
    "line.corrected": "記録の訂正",
    "line.title": "経過",
    "line.empty": "まだ記録がありません。",
    "line.now": "現在",
    "line.auto": "自動",
    "line.in": "{left}後",
    "actions.title": "今できること",
    "action.yes": "できます",
    "action.no": "できません",
    "action.needs": "必要なもの：{needs}",
    "action.until": "{until}まで",
    "found.none": "規則に反するところはありません。",
    "found.title": "規則の判定",
    "check.fit": "この文面は送信できます。",
    "check.unfit": "この文面は、このままでは送信できません。",
    "check.none": "この理由には文面は要りません。お客様には理由がそのまま表示されます。",
    "check.content": "有効な文字数 {length}（「その他」は{required}文字必要）",
    "check.form": "フォームの数え方 {length}（最大{most}）",
    "check.ready": "この注文に使える定型文",
    "check.templates": "定型文（--order で注文番号を指定すると、記録された内容が入ります）",
    "check.unready": "この理由とこの注文に合う定型文はありません。",
    "check.open": "未記入：{slots}",
    "advise.title": "注文番号 {order_no} の記録に合う理由",
    "advise.fits": "合います",
    "advise.explain": "文面での説明が必要です",
    "advise.unfit": "合いません",
    "advise.best": "記録に合う理由は「{reason}」です：--reason {value}",
    "advise.needs": "{text} に必要な記録：{fields}",
    "advise.lacks": "{text} は記録と食い違います：{fields}",
    "sheet.unrecorded": (
        "-e の内容はこの用紙のためだけに使い、記録していません。拒否を記録するときにもう一度"
        "指定するか、先に記録してください：qoo10-cancel evidence {order_no} …"
    ),
    "board.title": "キャンセル要請",
    "board.states": "状態別の注文数",
    "outbox_entries.none": "お知らせはありません。",
    "outbox_entries.dead": "送れなかったお知らせ",
    "outbox_entries.title": "お知らせ",
    "channel.buyer_app": "お客様（アプリ）",
    "channel.buyer_mail": "お客様（メール）",
    "channel.seller": "店舗",
    "entry.waiting": "送信待ち",
    "entry.claimed": "送信中",
    "entry.delivered": "送信済み",
    "entry.dead": "断念",
    "entry.dropped": "不要になり中止",
    "entry.recorded_only": "記録のみ",
    "entry.tries": "（{count}回）",
    "history.title": "注文番号 {order_no} の履歴",
    "history.recorded": "記録 {moment}、規則の版 {policy}",
    "history.text": "送信した文面",
    "rules.title": "規則",
    "rule.source": "出典：{source}",
    "rule.certainty": "確かさ：{certainty}",
    "rule.switch": "ポリシーの設定：{switch}",
    "source.manual": "マニュアル {place}",
    "source.help": "購入者ヘルプ {place}",
    "source.text": "独自の文面規則",
    "source.table": "マニュアルから起こした独自の表",
    "source.records": "独自の記録",
    "source.nobody": "記載なし",
    "intake.done": "新規 {new}、変更 {changed}、変更なし {unchanged}、対象外 {aside}",
    "intake.problems": "読み取れなかったもの：{count}",
    "intake.told": "確認してください：{count}",
    "intake.aside": "対象外（キャンセルの件ではないもの）：{count}",
    "intake.skipped": "保存済みの内容が読み取れず、取り込まなかった注文：{count}",
    "aside.unpaid": "未入金",
    "aside.return": "返品",
    "aside.exchange": "交換",
    "aside.missing": "商品の未着",
    "intake.more": "ほか{count}件。--json ですべて表示します",
    "intake.reading": "取り込み中",
    "act.recorded": "記録しました：{event}。注文は「{state}」です。",
    "act.unsent": "記録しただけで、Qoo10には何も送信していません。",
    "help.unsent": "記録するだけで、Qoo10には何も送信しません。操作は人がJ·QSMで行います。",
    "act.denied": "何も変更していません。",
    "act.told": "作成したお知らせ：{count}",
    "confirm.ask": (
        "注文番号 {order_no} の拒否は、どの規則にも反しません。ここでは記録するだけです。先に"
        "J·QSMで【拒绝取消】を押してください。押しましたか？"
    ),
    "tick.moved": "時刻により変わった注文：{count}件",
    "posted": "送信済み {delivered}、再試行 {again}、断念 {dead}、中止 {dropped}",
    "posted.failed": (
        "断念したお知らせ：qoo10-cancel dead-letters list（原因を直したあと："
        "dead-letters revive --all）"
    ),
    "posted.lost": (
        "時間切れで別のプロセスが引き継いだお知らせ（二重に届くことがあります）：{count}"
    ),
    "run.started": "監視とお知らせの送信をしています。Ctrl-C で終了します。",
    "run.round": (
        "時刻により変わった注文 {moved}、送信済み {delivered}、再試行 {again}、断念 {dead}、"
        "中止 {dropped}"
    ),
    "revive.done": "{key} をもう一度送信します。",
    "revive.none": "{key} は断念したお知らせではありません。何も変更していません。",
    "revive.all": "もう一度送信するお知らせ：{count}",
    "export.done": "{count}行を {path} に書き出しました。",
    "error": "エラー",
    "error.help": "使い方：{command} --help",
    "fault.Usage": "コマンドを理解できませんでした。",
    "fault.Malformed": "指定された内容は使えません。",
    "fault.Unreadable": "読み取れません。",
    "fault.UnknownLanguage": "この言語には対応していません。",
    "fault.KeyReused": "このキーは別のコマンドで使われています。",
    "fault.MissingExtra": "必要な部分がインストールされていません。",
    "fault.Conflict": (
        "注文がほかから同時に変更されました。何も変更していません。もう一度お試しください。"
    ),
    "fault.NotFound": "保存先に見つかりません。",
    "fault.StoreFailed": "保存先が使えません。",
    "fault.NotifierFailed": "お知らせを送れませんでした。",
    "fault.CancelError": "完了できませんでした。",
    "misuse.rule": "{code!r} という規則はありません。QC-00 から {last} まであります",
    "misuse.export": (
        "export には orders か history を、--format には jsonl か csv を指定してください"
    ),
    "misuse.unwritable": "{path} に書き込めません：{why}",
    "misuse.output": "出力を書き込めません：{why}",
    "misuse.unreadable": "{path} を読み取れません：{why}",
    "misuse.rehearsed": (
        "run は実際の時刻で動きます。予行は tick と deliver に --at を付けて行ってください"
    ),
    "misuse.entry": "お知らせのキーを一つ指定するか、--all を付けてください",
    "misuse.correct": "訂正するものを指定してください：--state、--ship-date、--refused-at",
    "misuse.two_texts": "文面か --file のどちらか一方だけを指定してください",
    "misuse.no_text": "文面、--file、標準入力のいずれかで文面を渡してください",
    "misuse.bytes": "{name} がUTF-8の文字ではありません：{said}",
    "misuse.moment": (
        "{text!r} は日時として読めません。2022-08-12T14:05+09:00 のように書いてください"
    ),
    "misuse.clock": (
        "{text!r} はどの地域の時刻か分かりません。+09:00、Z、JST のいずれかを付けてください"
    ),
    "misuse.day": "{text!r} は日付として読めません。2022-08-15 のように書いてください",
    "misuse.yes_or_no": "{text!r} は yes でも no でもありません",
    "misuse.evidence": "裏づけは 名前=値 の形で指定します（{pair!r} は使えません）。名前：{known}",
    "misuse.value": "{name}：{why}",
    "misuse.state": "{text!r} という状態はありません。状態：{known}",
    "misuse.ship_date": "set-ship-date には --ship-date が必要です（例：2022-08-15）",
    "misuse.event": "{name!r} という出来事はありません。出来事：{known}",
    "misuse.foreign": "{name} に --{option} は指定できません",
    "misuse.no_store": (
        "{path} に保存先がありません。先にファイルを import するか、--store で別の保存先を指"
        "定してください"
    ),
    "misuse.unusable": "保存先 {path} が使えません：{why}",
    "misuse.url_store": (
        "コマンドラインで使えるのはSQLiteのファイルだけで、これはURL（{scheme}:）です。"
        "PostgreSQLはプログラムから使います（docs/postgres.md）"
    ),
    "misuse.policy": "ポリシーのファイル {path} は使えません：{why}",
    "misuse.no_policy": "ポリシーのファイル {path} の中身はポリシーではありません",
    "misuse.notifier": "{name!r} という通知方法はありません。通知方法：{known}",
    "misuse.two_notifiers": (
        "mail と webhook の両方が設定されています。--notifier でどちらかを選んでください"
    ),
    "misuse.unset": "環境変数 {variable} が設定されていません",
    "misuse.choice": "{variable} に指定できるのは {known} です（{value!r} は使えません）",
    "misuse.http": (
        "WebhookのURLが http:// で始まっていて、途中で読まれるおそれがあります。https:// にす"
        "るか、{variable}=1 を設定してください"
    ),
    "misuse.private": (
        "Webhookのホスト {host} は {address} で、公開アドレスではありません。社内ネットワーク"
        "やこのマシンへの送信を許可するには {variable}=1 を設定してください"
    ),
}
