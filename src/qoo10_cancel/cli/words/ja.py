"""What the terminal says, in Japanese."""

WORDS: dict[str, str] = {
    "col.left": "残り",
    "col.order": "注文番号",
    "col.state": "状態",
    "col.todo": "すること",
    "col.until": "期限",
    "col.listed": "確認から",
    "col.rule": "規則",
    "col.sentence": "内容",
    "col.source": "出典",
    "japan": "{moment}（日本時間）",
    "comma": "、",
    "queue.title": "対応待ちの注文",
    "queue.empty": "対応待ちの注文はありません。",
    "queue.listed": "Qoo10の一覧での最終確認：{moment}",
    "queue.more": "ほか{count}件。--limit {total} で表示します",
    "left.over": "期限切れ",
    "left.none": "–",
    "card.title": "注文番号 {order_no}",
    "fact.planned": "発送予定日",
    "fact.cart": "カート番号",
    "fact.ordered": "注文",
    "fact.paid": "入金",
    "fact.requested": "キャンセル要請",
    "fact.refused": "キャンセル拒否",
    "fact.shipping_list": "配送の一覧",
    "fact.claim_list": "キャンセルの一覧",
    "listed.yes": "{moment} に掲載を確認",
    "listed.no": "{moment} に掲載なし",
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
        "-e の内容はこの用紙のためだけに使い、記録していません。拒否を記録するときにもう一度指定す"
        "るか、先に記録してください：qoo10-cancel evidence {order_no} …"
    ),
    "sheet.done": "手順書を {path} に書き込みました。",
    "board.title": "キャンセル要請",
    "board.states": "状態別の注文数",
    "notices.none": "お知らせはありません。",
    "notices.dead": "送れなかったお知らせ",
    "notices.title": "お知らせ",
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
    "history.earlier": "これより前に{count}件。--limit {total} で表示します",
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
    "intake.observed": "確認してください：{count}",
    "intake.aside": "対象外（キャンセルの件ではないもの）：{count}",
    "intake.skipped": "保存済みの内容が読み取れず、取り込まなかった注文：{count}",
    "intake.ahead": "時計より先の日時を示すため、取り込まなかった注文（QC-22）：{count}",
    "intake.more": "ほか{count}件。--json ですべて表示します",
    "intake.reading": "取り込み中",
    "aside.unpaid": "未入金",
    "aside.return": "返品",
    "aside.exchange": "交換",
    "aside.missing": "商品の未着",
    "act.recorded": "記録しました：{event}。注文は「{state}」です。",
    "act.unsent": "記録しただけで、Qoo10には何も送信していません。",
    "act.denied": "何も変更していません。",
    "act.notices": "作成したお知らせ：{count}",
    "help.unsent": "記録するだけで、Qoo10には何も送信しません。操作は人がJ·QSMで行います。",
    "help": (
        "Qoo10 Japan のお客様のキャンセル要請に、店舗として何ができるかを判定し、記録します。"
        "\n\nQoo10 に問い合わせるのは sync と qapi だけで、何も変更しません。操作は人が J·"
        "QSM で行い、その操作を記録します。時刻はすべて日本時間です。\n\n終了コード：0 完了・"
        "可能、1 規則により不可、または qapi compare で相違あり、2 使い方や入力の誤り、または"
        "出力先に書き込めない、3 import か sync で取り込めないものあり、4 保存先の問題、5 通知の"
        "送信の失敗、または Qoo10 が応答しないかキーを拒否、130 中断、141 出力の読み手が終了。"
    ),
    "help.queue": "対応待ちの注文を、急ぐものから順に表示します。",
    "help.show": "注文の経過、残り時間、今できることを表示します。",
    "help.why": (
        "注文について、それが今できるか、できない理由、次にすることを示します。\n\n拒否は確認済み"
        "として判定します。"
    ),
    "help.check-text": "お客様への文面を判定し、送信できないときは定型文を示します。",
    "help.advise": "記録に合う理由と、貼り付けられる定型文を示します。",
    "help.prepare": "拒否を判定し、操作する人のための用紙を表示します。何も記録しません。",
    "help.history": "注文について記録したことをすべて表示します：誰が、いつ、どの規則で。",
    "help.board": "J·QSM の画面にある件数を、保存内容から表示します。",
    "help.export": "注文や履歴を JSON Lines か、表計算で安全に開ける CSV で書き出します。",
    "help.rules": "規則と出典の一覧、または一つの詳細を表示します。",
    "help.diagram": "状態の移り変わりを Mermaid の図で出力します。",
    "help.policy": "使用中のポリシーを、--policy で読めるファイルの形で出力します。",
    "help.import": (
        "J·QSM のファイルと QAPI の応答を、注文番号でまとめて取り込みます。\n\n読める行は取り込み"
        "、読めない行は行番号と列名を示します。"
    ),
    "help.refuse": (
        "拒否を判定して記録します。操作は J·QSM で行います（拒绝取消）。\n\nどの規則にも反しなけれ"
        "ば記録し、当日中の発送処理の期限が始まります。ここで不可と判定されても、すでに押した操作"
        "は事実です。record で記録してください。"
    ),
    "help.ask-withdrawal": (
        "お客様への取り下げの依頼を判定して記録します（操作：取消的撤回要请）。"
    ),
    "help.approve": "承認を判定して記録します（操作：取消处理）。返金が続きます。",
    "help.set-ship-date": (
        "発送予定日を判定して記録します。設定は J·QSM で行います（发货预定日）。"
    ),
    "help.ship": "発送処理を判定して記録します。操作は J·QSM で行います（发货处理）。",
    "help.evidence": "裏づけを記録します：梱包済み、引き渡し済み、製作開始など。",
    "help.record": (
        "起きたことを記録します：操作した、または Qoo10 に表示された。不可になることはありません。"
    ),
    "help.answer": (
        "注文についての質問に答えます。refuse、withdraw など、実際に起きたことを記録します。"
    ),
    "help.retract": (
        "ここに記録したものの、実際には起きなかったこと、または日時が違うことを取り消します。"
        "履歴には残ります。"
    ),
    "help.erase": (
        "注文について人が書いた文面（お客様の言葉、お客様に送った文面、メモ）を完全に消去します。"
        "事実は履歴に残ります。"
    ),
    "help.tick": "時刻により変わるものをすべて処理します：期限切れ、お知らせ、違反。",
    "help.deliver": "店舗へのお知らせを送信します。それぞれ少なくとも一度届きます。",
    "help.clean": "古い送信済みのお知らせを消します。待機中のものと断念したものは残ります。",
    "help.run": (
        "Ctrl-C まで、時刻の監視とお知らせの送信を続けます。何かあった回ごとに一行表示します。\n\n"
        "保存先が使えないときは知らせて、次の回にもう一度試します。"
    ),
    "help.dead-letters": "断念したお知らせの一覧と、再送信。",
    "help.dead-letters list": "断念したお知らせを、古いものから順に表示します。",
    "help.dead-letters revive": "断念したお知らせを、一つまたはすべて、もう一度送信します。",
    "help.dossier": "拒否についての記録をすべてまとめます。異議が出たときに使います。",
    "help.schema": "ライブラリがJSONで書き出すもののJSON Schemaを出力します。",
    "confirm.ask": (
        "注文番号 {order_no} の拒否は、どの規則にも反しません。ここでは記録するだけです。先にJ·QSM"
        "で【拒绝取消】を押してください。押しましたか？"
    ),
    "confirm.erase": (
        "注文番号 {order_no} の文面を、履歴とお知らせも含めて完全に消去します。元には戻せません。"
        "消去しますか？"
    ),
    "clean.done": "消したお知らせ：{count}件",
    "tick.moved": "時刻により変わった注文：{count}件",
    "posted": "送信済み {delivered}、再試行 {again}、断念 {dead}、中止 {dropped}",
    "posted.failed": (
        "断念したお知らせ：qoo10-cancel dead-letters list（原因を直したあと：dead-letters revive "
        "--all）"
    ),
    "posted.lost": (
        "時間切れで別のプロセスが引き継いだお知らせ（二重に届くことがあります）：{count}"
    ),
    "run.started": "監視とお知らせの送信をしています。Ctrl-C で終了します。",
    "run.round": (
        "時刻により変わった注文 {moved}、送信済み {delivered}、再試行 {again}、断念 {dead}、中止 "
        "{dropped}"
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
    "problem.rule": "{code!r} という規則はありません。QC-00 から {last} まであります",
    "problem.export": (
        "export には orders か history を、--format には jsonl か csv を指定してください"
    ),
    "problem.unwritable": "{path} に書き込めません：{why}",
    "problem.output": "出力を書き込めません：{why}",
    "problem.unreadable": "{path} を読み取れません：{why}",
    "problem.rehearsed": (
        "run は実際の時刻で動きます。予行は tick と deliver に --at を付けて行ってください"
    ),
    "problem.entry": "お知らせのキーを一つ指定するか、--all を付けてください",
    "problem.not_confirmed": "何も消去していません。完全に消去するには --yes を付けてください",
    "problem.two_texts": "文面か --file のどちらか一方だけを指定してください",
    "problem.no_text": "文面、--file、標準入力のいずれかで文面を渡してください",
    "problem.bytes": "{name} がUTF-8の文字ではありません：{text}",
    "problem.yes_or_no": "{text!r} は yes でも no でもありません",
    "problem.evidence": (
        "裏づけは 名前=値 の形で指定します（{pair!r} は使えません）。名前：{known}"
    ),
    "problem.value": "{name}：{why}",
    "problem.state": "{text!r} という状態はありません。状態：{known}",
    "problem.ship_date": "set-ship-date には --ship-date が必要です（例：2022-08-15）",
    "problem.event": "{text!r} という出来事はありません。出来事：{known}",
    "problem.foreign": "{name} に --{option} は指定できません",
    "problem.no_store": (
        "{path} に保存先がありません。先に import か sync を実行するか、--store で別の保存先を指定"
        "してください"
    ),
    "problem.unusable": "保存先 {path} が使えません：{why}",
    "problem.url_store": (
        "コマンドラインで使えるのはSQLiteのファイルだけで、これはURL（{scheme}:）です。PostgreSQL"
        "はプログラムから使います（docs/postgres.md）"
    ),
    "problem.policy": "ポリシーのファイル {path} は使えません：{why}",
    "problem.no_policy": "ポリシーのファイル {path} の中身はポリシーではありません",
    "problem.notifier": "{name!r} という通知方法はありません。通知方法：{known}",
    "problem.unset": "環境変数 {variable} が設定されていません",
    "problem.choice": "{variable} に指定できるのは {known} です（{value!r} は使えません）",
    "problem.http": (
        "WebhookのURLが http:// で始まっていて、途中で読まれるおそれがあります。https:// にするか"
        "、{variable}=1 を設定してください"
    ),
    "problem.private": (
        "Webhookのホスト {host} は {address} で、公開アドレスではありません。社内ネットワークやこ"
        "のマシンへの送信を許可するには {variable}=1 を設定してください"
    ),
    "problem.usage": "{why}",
    "problem.no_option": "オプション {option} はありません",
    "problem.no_value": "{option} には値が必要です",
    "problem.takes_no_value": "{option} に値は付けられません",
    "problem.missing": "{name} がありません",
    "problem.extra": "余分な引数があります：{text}",
    "problem.command": "{name!r} というコマンドはありません。コマンド：{known}",
    "problem.no_command": "コマンドが指定されていません",
    "problem.number": "{text!r} は{least}から{most}までの数ではありません",
    "problem.reason": "{text!r} という理由はありません。理由：{known}",
    "problem.empty_key": "キーが空です。--key にはコマンドごとに新しい文字を指定してください",
    "problem.nothing_recorded": "中止しました。何も記録していません。",
    "problem.import_stopped": (
        "中止しました。{count}件のうち{done}件を取り込みました。もう一度実行してください。取り込み"
        "済みのものが二重になることはありません。"
    ),
    "problem.switch": "{name!r} という設定はありません。設定：{known}",
    "problem.switch_table": "{name} は [{name}] という表です",
    "problem.no_notifier": (
        "通知方法が設定されていないため、お知らせは送信待ちのままです。docs/command-line.md を参照"
        "するか、--notifier log を指定してください"
    ),
    "problem.several_notifiers": (
        "通知方法がいくつも設定されています（{names}）。--notifier で一つ選んでください"
    ),
    "problem.not_refused": "注文 {order_no} を拒否した記録がないため、まとめるものがありません",
    "problem.screen_words": "画面の文字のファイル {path} は使えません：{why}",
    "problem.order_no": "{text!r} は注文番号ではありません。注文番号は数字です",
    "argument.order_no": "注文番号（订购号码）。",
    "argument.event": (
        "起きること：set-ship-date、evidence、refuse、approve、ask-withdrawal、ship、request、"
        "withdraw、refund など（docs/command-line.md）。"
    ),
    "argument.text": "文面。- は標準入力を読みます。",
    "argument.rule": "一つの規則。例：QC-05。",
    "argument.what": "orders（注文）か history（履歴）。",
    "argument.files": "J·QSM の CSV ファイルと QAPI の応答。",
    "argument.ship_date": "例：2022-08-15、2022/08/15。",
    "argument.pairs": "例：carrier=佐川急便。",
    "argument.key": "一覧に表示されるお知らせのキー。",
    "option.json": "代わりに JSON を一つ出力します。",
    "option.lang": "読む人の言語：{known}。なければ端末の言語。",
    "option.store": "保存先のファイル。",
    "option.policy": "ポリシーのファイル（TOML か JSON）。policy コマンドで出力できます。",
    "option.at": (
        "この日時を現在とみなします。例：'2022-08-12 14:05'。時差の指定がなければ日本時間です。"
        "書き込んだ内容はそのまま残ります。"
    ),
    "option.help": "この説明を表示して終わります。",
    "option.version": "版を表示して終わります。",
    "option.limit": "表示する件数。指定がなければ50件。",
    "option.days-clean": "終わってから何日を過ぎたものか。指定がなければ90日。",
    "option.deliver-limit": "送信する件数の上限。指定がなければ100件。",
    "option.reason": (
        "shipped、prepared、made_to_order、other。画面の言葉でも指定できます（言語は問いません）。"
    ),
    "option.text": "お客様が読む文面（日本語）。",
    "option.acknowledge": "QC-08 に当たる文面でも送る理由を記します。",
    "option.evidence": "理由の裏づけ。例：prepared_at='2022-08-12 09:30'。繰り返し指定できます。",
    "option.carrier": "配送会社。",
    "option.tracking-no": "送り状番号。",
    "option.ship-date": "発送予定日。例：2022-08-15。",
    "option.cause": "キャンセルの理由。",
    "option.happened-at": "起きた日時。日付しか分からなければ日付。",
    "option.actor": "操作する人。履歴に残ります。",
    "option.key": "べき等キー。同じキーで繰り返しても何も変わりません。",
    "option.yes": "操作と確認が済んでいます（QC-10）。なければ質問します。",
    "option.yes-erase": "完全に消去します。なければ質問します。",
    "option.note": "訂正の理由。履歴に残ります。",
    "option.file": "文面をこのファイルから読みます。",
    "option.order": "この注文の記録で定型文を埋めます。",
    "option.ship-on": "発送する日（文面に入れる場合）。",
    "option.format": "{known} のどれか。指定がなければ jsonl。",
    "option.output": "このファイルに書き出します（新しいファイルのみ）。",
    "option.seen-at": (
        "ファイルを書き出した日時。なければ --at、それもなければ各ファイルの更新日時。"
    ),
    "option.notifier": "{known} のどれか。なければ環境変数で設定されたもの。",
    "option.every": "次の回までの秒数。指定がなければ5秒。",
    "option.all-notices": "断念したものだけでなく、すべてのお知らせ。",
    "option.all-dead": "断念したお知らせのすべて。",
    "option.page-output": (
        "HTMLのページを新しいファイルに書き込みます。dossierでは.jsonも使えます。"
    ),
    "option.screen": "J·QSMの画面の言語（ご自身の言語と違うとき）。",
    "option.screen-words": "画面の実際の文字を書いたTOMLファイル（docs/wording.md）。",
    "option.complete": (
        "ファイルは待っている注文をすべて含みます。載っていない注文にも意味があります。"
    ),
    "manual.usage": "使い方：{usage}",
    "manual.required": "必須",
    "manual.arguments": "引数",
    "manual.options": "オプション",
    "manual.shared": "すべてのコマンドのオプション",
    "manual.commands": "コマンド",
    "manual.ask": "調べる",
    "manual.act": "記録する（Qoo10 には何も送信しません）",
    "manual.post": "監視と送信",
    "switch.planned_day": "発送予定日の当日はまだ期限内とする（QC-03、QC-18）。",
    "switch.lift": "警告だけにする規則：QC-03、QC-09、QC-11、QC-19 から選ぶ。",
    "switch.duty_reminders": "拒否した日の終わりの何時間前に知らせるか（h:mm、QC-12）。",
    "switch.request_reminders": "拒否できなくなる何時間前に知らせるか（h:mm、QC-03、QC-18）。",
    "switch.short_duty": "拒否した日の残りがこれより短ければ警告する（h:mm、QC-12）。",
    "switch.min_chars": "「その他」に必要な有効文字数（QC-05）。",
    "switch.max_units": "フォームの数え方での最大の長さ。Qoo10 の上限は不明。",
    "switch.raw_ceiling": "これより長い文面は調べない。",
    "switch.min_kana": "日本語とみなすのに必要なかなの数。",
    "switch.min_japanese_letters": "かなと漢字を合わせた最少の数。",
    "switch.min_kana_share": "かな・漢字・ハングルに占めるかなの最小の割合。",
    "switch.max_lines": "これより行数が多ければ警告する。",
    "switch.url_is_violation": "リンクを警告ではなく不可とする。",
    "switch.version": "この数値一式の名前。判定ごとに記録する。",
    "why.possible": (
        "注文番号 {order_no} は「{state}」です。足りないものがそろえば、{event}ができます"
    ),
    "help.sync": (
        "Qoo10 に注文とクレームを問い合わせ、表示された内容を取り込みます。\n\nQoo10 側は何も"
        "変更しません。キーは QOO10_CANCEL_QAPI_KEY に、発行日は "
        "QOO10_CANCEL_QAPI_KEY_ISSUED に設定します。"
    ),
    "help.qapi": "QAPI の応答の形を保存し、比べます。データは含みません。",
    "help.qapi capture": "QAPI の応答の形だけをファイルに書き出します。内容は含みません。",
    "help.qapi compare": "保存した形を、別のものまたはサンドボックスと比べます。",
    "help.sandbox": (
        "リハーサル用の Qoo10 をこのパソコンで動かします（Ctrl-C で終了）。Qoo10 ではありません。"
    ),
    "option.dry-run": "何も書き込まず、変わる内容だけを示します。",
    "option.days": "何日前まで問い合わせるか。省略時は 30。",
    "option.url": "QAPI のアドレス。省略時は Qoo10 のもの。",
    "option.port": "このパソコンのポート番号。省略時は 8010。",
    "option.empty": "注文なしで始めます。",
    "argument.output": "書き出すファイル。新しい名前に限ります。",
    "argument.real": "本物の QAPI の形を保存したファイル。",
    "argument.other": "比べるファイル。省略時はサンドボックス。",
    "sync.incomplete": (
        "一部の一覧を完全には取得できませんでした。見えない注文をなくなったとは扱いません。"
    ),
    "sync.left": "今回照会しなかった未完了の注文：{count} 件",
    "sync.dry": "試行のため、何も書き込んでいません。",
    "sync.key": (
        "QAPI のキーは {last}（日本時間）まで有効です。早めに新しいキーを発行してください。"
    ),
    "sync.looking": "照会中",
    "capture.done": "{path} に書き出しました（項目の名前・型・形のみ、データなし）。",
    "compare.same": "形は同じです。",
    "manual.qoo10": "Qoo10 に問い合わせる・リハーサルする",
    "fault.MarketplaceFailed": "Qoo10 から期待した応答がありません。",
    "dossier.digest": "記録のダイジェスト：{digest}。ページにするには --output FILE.html",
    "dossier.done": "{path} に書き込みました。記録のダイジェスト：{digest}",
}
