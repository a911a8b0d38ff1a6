"""What the terminal says, in Korean."""

WORDS: dict[str, str] = {
    "col.left": "남은 시간",
    "col.order": "주문번호",
    "col.state": "상태",
    "col.todo": "할 일",
    "col.until": "기한",
    "col.listed": "확인 후",
    "col.rule": "규칙",
    "col.sentence": "내용",
    "col.source": "출처",
    "japan": "{moment}, 일본 시간",
    "comma": ", ",
    "queue.title": "처리할 주문",
    "queue.empty": "처리할 주문이 없습니다.",
    "queue.listed": "Qoo10 목록에서 마지막 확인: {moment}",
    "queue.more": "외 {count}건. --limit {total} 로 볼 수 있습니다",
    "left.over": "지남",
    "left.none": "–",
    "card.title": "주문번호 {order_no}",
    "fact.planned": "발송예정일",
    "fact.cart": "장바구니번호",
    "fact.ordered": "주문",
    "fact.paid": "결제",
    "fact.requested": "취소요청",
    "fact.refused": "취소 거부",
    "fact.shipping_list": "배송 목록",
    "fact.claim_list": "취소 목록",
    "listed.yes": "{moment} 목록에 있음",
    "listed.no": "{moment} 목록에 없음",
    "fact.evidence": "증빙 기록",
    "count.duty": "{until} 전까지 발송 처리: {left} 남음",
    "count.met": "거부한 당일에 발송 처리함",
    "count.late": "거부한 날이 지난 뒤에 발송 처리함",
    "count.missed": "거부한 당일에 발송 처리하지 않음 (기한 {until})",
    "count.request": "{until} 전까지 거부 가능: {left} 남음",
    "count.request_over": "더 이상 거부할 수 없음 (기한 {until})",
    "count.request_open": "발송예정일을 알 수 없음. 거부하기 전에 확인하세요",
    "count.scheduled": "{until}에 배송지연이 됨: {left} 남음",
    "count.delayed": "고객이 자유롭게 취소할 수 있고 바로 환불됨",
    "line.title": "경과",
    "line.empty": "아직 기록이 없습니다.",
    "line.now": "현재",
    "line.auto": "자동",
    "line.in": "{left} 뒤",
    "actions.title": "지금 할 수 있는 일",
    "action.yes": "가능",
    "action.no": "불가",
    "action.needs": "필요한 것: {needs}",
    "action.until": "{until} 전까지",
    "found.none": "규칙에 어긋나는 점이 없습니다.",
    "found.title": "규칙의 판단",
    "check.fit": "이 글은 보낼 수 있습니다.",
    "check.unfit": "이 글은 이대로 보낼 수 없습니다.",
    "check.none": "이 사유에는 글이 필요 없습니다. 고객에게 사유가 그대로 보입니다.",
    "check.content": "유효 글자 수 {length} (‘기타’는 {required}자 필요)",
    "check.form": "입력란 기준 {length} (최대 {most})",
    "check.ready": "이 주문에 쓸 수 있는 준비된 글",
    "check.templates": "준비된 글(--order 로 주문번호를 주면 기록된 내용으로 채워집니다)",
    "check.unready": "이 사유와 주문에 맞는 준비된 글이 없습니다.",
    "check.open": "빈칸: {slots}",
    "advise.title": "주문번호 {order_no}의 기록에 맞는 사유",
    "advise.fits": "맞음",
    "advise.explain": "글로 설명해야 함",
    "advise.unfit": "맞지 않음",
    "advise.best": "기록에 맞는 사유는 ‘{reason}’입니다: --reason {value}",
    "advise.needs": "{text} 에 필요한 기록: {fields}",
    "advise.lacks": "{text} 은(는) 기록과 어긋납니다: {fields}",
    "sheet.unrecorded": (
        "-e 의 내용은 이 안내지에만 쓰였고 기록되지 않았습니다. 거부를 기록할 때 다시 지정하거나 "
        "먼저 기록하세요: qoo10-cancel evidence {order_no} …"
    ),
    "sheet.done": "순서지를 {path} 파일에 썼습니다.",
    "board.title": "취소요청",
    "board.states": "상태별 주문 수",
    "notices.none": "알림이 없습니다.",
    "notices.dead": "보내지 못한 알림",
    "notices.title": "알림",
    "entry.waiting": "대기",
    "entry.claimed": "보내는 중",
    "entry.delivered": "보냄",
    "entry.dead": "포기함",
    "entry.dropped": "필요 없어져 보내지 않음",
    "entry.recorded_only": "기록만 함",
    "entry.tries": "({count}회)",
    "history.title": "주문번호 {order_no} 이력",
    "history.recorded": "기록 {moment}, 규칙 버전 {policy}",
    "history.text": "보낸 글",
    "history.earlier": "이전 기록 {count}건. --limit {total} 로 볼 수 있습니다",
    "rules.title": "규칙",
    "rule.source": "출처: {source}",
    "rule.certainty": "확실한 정도: {certainty}",
    "rule.switch": "정책 설정: {switch}",
    "source.manual": "매뉴얼 {place}",
    "source.help": "고객 도움말 {place}",
    "source.text": "자체 문구 규칙",
    "source.table": "매뉴얼을 바탕으로 만든 자체 표",
    "source.records": "자체 기록",
    "source.nobody": "출처 없음",
    "intake.done": "새 주문 {new}, 변경 {changed}, 변경 없음 {unchanged}, 대상 아님 {aside}",
    "intake.problems": "읽지 못함: {count}",
    "intake.observed": "확인하세요: {count}",
    "intake.aside": "대상 아님(취소와 무관한 주문): {count}",
    "intake.skipped": "저장된 내용을 읽을 수 없어 건너뛴 주문: {count}",
    "intake.ahead": "시계보다 앞선 시각을 나타내어 받아들이지 않은 주문(QC-22): {count}",
    "intake.more": "외 {count}건. --json 으로 모두 표시합니다",
    "intake.reading": "읽는 중",
    "aside.unpaid": "미결제",
    "aside.return": "반품",
    "aside.exchange": "교환",
    "aside.missing": "상품 미수령",
    "act.recorded": "기록함: {event}. 주문은 이제 ‘{state}’입니다.",
    "act.unsent": "기록만 했으며 Qoo10에는 아무것도 보내지 않았습니다.",
    "act.denied": "아무것도 바꾸지 않았습니다.",
    "act.notices": "만들어진 알림: {count}",
    "help.unsent": (
        "기록만 하며 Qoo10에는 아무것도 보내지 않습니다. 조작은 사람이 J·QSM에서 합니다."
    ),
    "help": (
        "Qoo10 Japan 구매자의 취소요청에 대해 판매자가 무엇을 할 수 있는지 판단하고 기록합니"
        "다.\n\nsync와 qapi만 Qoo10에 조회하며 아무것도 바꾸지 않습니다. 사람이 J·QSM에서 클"
        "릭하고, 클릭한 내용을 기록합니다. 시각은 모두 일본 시간입니다.\n\n종료 코드: 0 완료 "
        "또는 가능, 1 규칙상 불가 또는 qapi compare에서 차이 발견, 2 사용법이나 입력 오류 또는 "
        "출력 파일에 쓸 수 없음, 3 import나 sync에서 받아들이지 못한 것 있음, 4 저장소 문제, 5 "
        "알림 전달 실패, 또는 Qoo10이 응답하지 않거나 키를 거부함, 130 중단됨, 141 출력을 읽는 "
        "쪽이 끝남."
    ),
    "help.queue": "처리를 기다리는 주문을 급한 순서로 보여 줍니다.",
    "help.show": "주문의 경과, 남은 시간, 지금 할 수 있는 일을 보여 줍니다.",
    "help.why": (
        "주문에 그 일이 지금 가능한지, 안 되는 이유와 할 일을 알려 줍니다.\n\n거부는 확인된 것으로"
        " 판단합니다."
    ),
    "help.check-text": (
        "구매자에게 보낼 문구를 판단하고, 보낼 수 없으면 준비된 문구를 보여 줍니다."
    ),
    "help.advise": "기록에 맞는 사유와 붙여 넣을 수 있는 문구를 보여 줍니다.",
    "help.prepare": (
        "거부를 판단하고, 클릭할 사람을 위한 안내서를 출력합니다. 기록은 하지 않습니다."
    ),
    "help.history": "주문에 기록된 모든 것을 보여 줍니다: 누가, 언제, 어떤 규칙으로.",
    "help.board": "J·QSM 화면의 건수를 저장된 내용대로 보여 줍니다.",
    "help.export": "주문이나 이력을 JSON Lines 또는 스프레드시트에서 안전한 CSV로 내보냅니다.",
    "help.rules": "규칙과 출처를 나열하거나 하나를 자세히 보여 줍니다.",
    "help.diagram": "상태 변화를 Mermaid 다이어그램으로 출력합니다.",
    "help.policy": "적용 중인 정책을 --policy 로 읽을 수 있는 파일 형태로 출력합니다.",
    "help.import": (
        "J·QSM 파일과 QAPI 응답을 주문번호로 합쳐 가져옵니다.\n\n읽을 수 있는 행은 가져오고, 읽지 "
        "못한 행은 줄과 열을 알려 줍니다."
    ),
    "help.refuse": (
        "거부를 판단하고 기록합니다. 클릭은 J·QSM에서 합니다(拒绝取消).\n\n어긋나는 규칙이 없으면 "
        "기록하고 당일 발송 처리 기한이 시작됩니다. 여기서 불가로 나와도 이미 클릭했다면 사실이므"
        "로 record 로 기록하십시오."
    ),
    "help.ask-withdrawal": "구매자에게 철회를 요청한 것을 판단하고 기록합니다(取消的撤回要请).",
    "help.approve": "승인을 판단하고 기록합니다(取消处理). 이후 환불됩니다.",
    "help.set-ship-date": "발송예정일을 판단하고 기록합니다. 설정은 J·QSM에서 합니다(发货预定日).",
    "help.ship": "발송 처리를 판단하고 기록합니다. 처리는 J·QSM에서 합니다(发货处理).",
    "help.evidence": "근거를 기록합니다: 포장 완료, 인계 완료, 제작 시작 등.",
    "help.record": "일어난 일을 기록합니다: 이미 클릭했거나 Qoo10에 표시된 일. 거절되지 않습니다.",
    "help.answer": (
        "주문에 대한 질문에 답합니다. refuse, withdraw 등 실제로 일어난 일을 기록합니다."
    ),
    "help.retract": (
        "여기에 기록했지만 일어나지 않았거나 시각이 다른 것을 철회합니다. 이력에는 남습니다."
    ),
    "help.erase": (
        "주문에 대해 사람이 쓴 글(구매자의 말, 구매자에게 보낸 글, 메모)을 완전히 지웁니다. "
        "사실은 이력에 남습니다."
    ),
    "help.tick": "시각에 따라 바뀌는 것을 모두 처리합니다: 기한 경과, 알림, 위반.",
    "help.deliver": "판매자에게 보낼 알림을 전달합니다. 각각 적어도 한 번 전달됩니다.",
    "help.clean": "오래전에 끝난 알림을 지웁니다. 기다리는 것과 포기한 것은 남습니다.",
    "help.run": (
        "Ctrl-C 까지 시각을 살피고 알림을 전달합니다. 무언가 한 회차마다 한 줄을 표시합니다.\n\n저"
        "장소에 문제가 있으면 알리고 다음 회차에 다시 시도합니다."
    ),
    "help.dead-letters": "포기한 알림을 나열하거나 다시 보냅니다.",
    "help.dead-letters list": "포기한 알림을 오래된 순서로 보여 줍니다.",
    "help.dead-letters revive": "포기한 알림을 하나 또는 전부 다시 보냅니다.",
    "help.dossier": "거부에 관한 모든 기록을 모읍니다. 이의가 있을 때 씁니다.",
    "help.schema": "라이브러리가 쓰는 JSON의 JSON Schema를 출력합니다.",
    "confirm.ask": (
        "주문번호 {order_no}의 거부는 어떤 규칙에도 어긋나지 않습니다. 여기서는 기록만 합니다. 먼"
        "저 J·QSM에서 【拒绝取消】를 누르세요. 눌렀습니까?"
    ),
    "confirm.erase": (
        "주문번호 {order_no}의 글을 이력과 알림까지 완전히 지웁니다. 되돌릴 수 없습니다. 지울까요?"
    ),
    "clean.done": "지운 알림: {count}",
    "tick.moved": "시각에 따라 바뀐 주문: {count}",
    "posted": "보냄 {delivered}, 다시 시도 {again}, 포기 {dead}, 보내지 않음 {dropped}",
    "posted.failed": (
        "포기한 알림: qoo10-cancel dead-letters list (원인을 해결한 뒤: dead-letters revive --all)"
    ),
    "posted.lost": "시간이 지나 다른 프로세스가 이어받은 알림(두 번 전달될 수 있음): {count}",
    "run.started": "지켜보며 알림을 보내고 있습니다. Ctrl-C로 끝냅니다.",
    "run.round": (
        "시각에 따라 바뀐 주문 {moved}, 보냄 {delivered}, 다시 시도 {again}, 포기 {dead}, 보내지 "
        "않음 {dropped}"
    ),
    "revive.done": "{key} 을(를) 다시 보냅니다.",
    "revive.none": "{key} 은(는) 포기한 알림이 아닙니다. 아무것도 바꾸지 않았습니다.",
    "revive.all": "다시 보낼 알림: {count}",
    "export.done": "{count}행을 {path} 에 썼습니다.",
    "error": "오류",
    "error.help": "사용법: {command} --help",
    "fault.Usage": "명령을 이해하지 못했습니다.",
    "fault.Malformed": "주어진 내용을 쓸 수 없습니다.",
    "fault.Unreadable": "읽을 수 없습니다.",
    "fault.UnknownLanguage": "지원하지 않는 언어입니다.",
    "fault.KeyReused": "이 키는 다른 명령에 쓰였습니다.",
    "fault.MissingExtra": "필요한 부분이 설치되어 있지 않습니다.",
    "fault.Conflict": "다른 곳에서 주문을 바꾸었습니다. 아무것도 바꾸지 않았으니 다시 시도하세요.",
    "fault.NotFound": "저장소에 없습니다.",
    "fault.StoreFailed": "저장소를 쓸 수 없습니다.",
    "fault.NotifierFailed": "알림을 보내지 못했습니다.",
    "fault.CancelError": "끝내지 못했습니다.",
    "problem.rule": "{code!r} (이)라는 규칙은 없습니다. QC-00부터 {last}까지 있습니다",
    "problem.export": (
        "export 에는 orders 또는 history, --format 에는 jsonl 또는 csv 를 지정하세요"
    ),
    "problem.unwritable": "{path} 에 쓸 수 없습니다: {why}",
    "problem.output": "출력을 쓸 수 없습니다: {why}",
    "problem.unreadable": "{path} 을(를) 읽을 수 없습니다: {why}",
    "problem.rehearsed": (
        "run 은 실제 시각으로 움직입니다. 연습은 tick 과 deliver 에 --at 을 붙여 하세요"
    ),
    "problem.entry": "알림의 키 하나를 주거나 --all 을 쓰세요",
    "problem.not_confirmed": "아무것도 지우지 않았습니다. 완전히 지우려면 --yes 를 쓰세요",
    "problem.two_texts": "글과 --file 중 하나만 지정하세요",
    "problem.no_text": "글, --file, 표준 입력 중 하나로 글을 주세요",
    "problem.bytes": "{name} 이(가) UTF-8 글자가 아닙니다: {text}",
    "problem.yes_or_no": "{text!r} 은(는) yes 도 no 도 아닙니다",
    "problem.evidence": (
        "증빙은 이름=값 으로 지정합니다({pair!r} 은(는) 쓸 수 없음). 이름: {known}"
    ),
    "problem.value": "{name}: {why}",
    "problem.state": "{text!r} (이)라는 상태는 없습니다. 상태: {known}",
    "problem.ship_date": "set-ship-date 에는 --ship-date 가 필요합니다(예: 2022-08-15)",
    "problem.event": "{text!r} (이)라는 사건은 없습니다. 사건: {known}",
    "problem.foreign": "{name} 에는 --{option} 을(를) 쓸 수 없습니다",
    "problem.no_store": (
        "{path} 에 저장소가 없습니다. 먼저 import 나 sync 를 실행하거나 --store 로 다른 저장소를 "
        "지정하세요"
    ),
    "problem.unusable": "저장소 {path} 을(를) 쓸 수 없습니다: {why}",
    "problem.url_store": (
        "명령줄은 SQLite 파일만 쓰는데 이것은 URL({scheme}:)입니다. PostgreSQL은 프로그램에서 씁니"
        "다(docs/postgres.md)"
    ),
    "problem.policy": "정책 파일 {path} 을(를) 쓸 수 없습니다: {why}",
    "problem.no_policy": "정책 파일 {path} 의 내용이 정책이 아닙니다",
    "problem.notifier": "{name!r} (이)라는 알림 방법은 없습니다. 알림 방법: {known}",
    "problem.unset": "환경 변수 {variable} 이(가) 설정되지 않았습니다",
    "problem.choice": "{variable} 은(는) {known} 중 하나여야 합니다({value!r} 은(는) 안 됨)",
    "problem.http": (
        "웹훅 URL이 http:// 로 시작해 도중에 읽힐 수 있습니다. https:// 를 쓰거나 {variable}=1 을 "
        "설정하세요"
    ),
    "problem.private": (
        "웹훅 호스트 {host} 의 주소 {address} 은(는) 공개 주소가 아닙니다. 사설망과 이 컴퓨터를 허"
        "용하려면 {variable}=1 을 설정하세요"
    ),
    "problem.usage": "{why}",
    "problem.no_option": "옵션 {option} 은(는) 없습니다",
    "problem.no_value": "{option} 에는 값이 필요합니다",
    "problem.takes_no_value": "{option} 에는 값을 줄 수 없습니다",
    "problem.missing": "{name} 이(가) 없습니다",
    "problem.extra": "남는 인수가 있습니다: {text}",
    "problem.command": "{name!r} 명령은 없습니다. 명령: {known}",
    "problem.no_command": "명령이 없습니다",
    "problem.number": "{text!r} 은(는) {least}에서 {most} 사이의 수가 아닙니다",
    "problem.reason": "{text!r} 사유는 없습니다. 사유: {known}",
    "problem.empty_key": "키가 비어 있습니다. --key 에는 명령마다 새로운 글자를 주십시오",
    "problem.nothing_recorded": "중단했습니다. 아무것도 기록하지 않았습니다.",
    "problem.import_stopped": (
        "중단했습니다. 주문 {count}건 중 {done}건을 가져왔습니다. 다시 실행하십시오. 이미 가져온 "
        "것은 중복되지 않습니다."
    ),
    "problem.switch": "{name!r} 설정은 없습니다. 설정: {known}",
    "problem.switch_table": "{name} 은(는) [{name}] 로 적는 표입니다",
    "problem.no_notifier": (
        "알림 방법이 설정되지 않아 알림이 대기합니다. docs/command-line.md 를 보거나 --notifier "
        "log 를 지정하십시오"
    ),
    "problem.several_notifiers": (
        "알림 방법이 여러 개 설정되어 있습니다({names}). --notifier 로 하나를 고르십시오"
    ),
    "problem.not_refused": "주문 {order_no}의 거부 기록이 없어 모을 것이 없습니다",
    "problem.screen_words": "화면 글자 파일({path})은 쓸 수 없습니다: {why}",
    "problem.order_no": "{text!r} 은(는) 주문번호가 아닙니다. 주문번호는 숫자입니다",
    "argument.order_no": "주문번호(订购号码).",
    "argument.event": (
        "일어난 일: set-ship-date, evidence, refuse, approve, ask-withdrawal, ship, request, "
        "withdraw, refund 등 (docs/command-line.md)."
    ),
    "argument.text": "문구. - 는 표준 입력을 읽습니다.",
    "argument.rule": "규칙 하나. 예: QC-05.",
    "argument.what": "orders(주문) 또는 history(이력).",
    "argument.files": "J·QSM CSV 파일과 QAPI 응답.",
    "argument.ship_date": "예: 2022-08-15 또는 2022/08/15.",
    "argument.pairs": "예: carrier=佐川急便.",
    "argument.key": "목록에 나오는 알림의 키.",
    "option.json": "대신 JSON 문서 하나를 출력합니다.",
    "option.lang": "읽는 사람의 언어: {known}. 없으면 터미널의 언어.",
    "option.store": "저장소 파일.",
    "option.policy": "정책 파일(TOML 또는 JSON). policy 명령으로 출력할 수 있습니다.",
    "option.at": (
        "이 시각을 현재로 봅니다. 예: '2022-08-12 14:05'. 시간대를 적지 않으면 일본 시간입니다. "
        "기록한 내용은 그대로 남습니다."
    ),
    "option.help": "이 도움말을 보여 주고 끝냅니다.",
    "option.version": "버전을 출력하고 끝냅니다.",
    "option.limit": "보여 줄 건수. 지정하지 않으면 50.",
    "option.days-clean": "끝난 지 이 일수를 넘은 것만. 지정하지 않으면 90일.",
    "option.deliver-limit": "최대로 전달할 건수. 지정하지 않으면 100.",
    "option.reason": (
        "shipped, prepared, made_to_order, other. 화면의 말을 어느 언어로 적어도 됩니다."
    ),
    "option.text": "구매자가 읽을 문구(일본어).",
    "option.acknowledge": "QC-08에 걸리는 문구를 그대로 쓰는 이유를 적습니다.",
    "option.evidence": (
        "사유의 근거. 예: prepared_at='2022-08-12 09:30'. 여러 번 적을 수 있습니다."
    ),
    "option.carrier": "배송사.",
    "option.tracking-no": "송장번호.",
    "option.ship-date": "발송예정일. 예: 2022-08-15.",
    "option.cause": "취소된 이유.",
    "option.happened-at": "일어난 시각. 날짜만 알면 날짜.",
    "option.actor": "누가 하는지. 이력에 남습니다.",
    "option.key": "멱등 키. 같은 키로 반복해도 아무것도 바뀌지 않습니다.",
    "option.yes": "클릭하고 확인했습니다(QC-10). 없으면 묻습니다.",
    "option.yes-erase": "완전히 지웁니다. 없으면 묻습니다.",
    "option.note": "이유. 이력에 남습니다.",
    "option.file": "이 파일에서 문구를 읽습니다.",
    "option.order": "이 주문의 기록으로 문구를 채웁니다.",
    "option.ship-on": "발송할 날짜(문구에 적을 경우).",
    "option.format": "{known} 중 하나. 지정하지 않으면 jsonl.",
    "option.output": "이 파일에 씁니다(새 파일만).",
    "option.seen-at": "파일을 내려받은 시각. 없으면 --at, 그것도 없으면 각 파일의 수정 시각.",
    "option.notifier": "{known} 중 하나. 없으면 환경 변수로 설정된 것.",
    "option.every": "회차 사이에 기다릴 초. 지정하지 않으면 5.",
    "option.all-notices": "포기한 것뿐 아니라 모든 알림.",
    "option.all-dead": "포기한 모든 알림.",
    "option.page-output": "HTML 페이지를 새 파일에 씁니다. dossier에서는 .json도 됩니다.",
    "option.screen": "J·QSM 화면의 언어(자신의 언어와 다를 때).",
    "option.screen-words": "화면의 실제 글자를 적은 TOML 파일(docs/wording.md).",
    "option.complete": "파일에 대기 중인 모든 주문이 들어 있습니다. 빠진 주문도 의미가 있습니다.",
    "manual.usage": "사용법: {usage}",
    "manual.required": "필수",
    "manual.arguments": "인수",
    "manual.options": "옵션",
    "manual.shared": "모든 명령의 옵션",
    "manual.commands": "명령",
    "manual.ask": "조회",
    "manual.act": "기록 (Qoo10에는 아무것도 보내지 않음)",
    "manual.post": "감시와 전달",
    "switch.planned_day": "발송예정일 당일은 아직 기한 안으로 봅니다(QC-03, QC-18).",
    "switch.lift": "경고만 하는 규칙: QC-03, QC-09, QC-11, QC-19 중에서.",
    "switch.duty_reminders": "거부한 날이 끝나기 얼마 전에 알릴지, h:mm (QC-12).",
    "switch.request_reminders": (
        "더 이상 거부할 수 없게 되기 얼마 전에 알릴지, h:mm (QC-03, QC-18)."
    ),
    "switch.short_duty": "거부한 날에 남은 시간이 이보다 짧으면 경고합니다, h:mm (QC-12).",
    "switch.min_chars": "“기타”에 필요한 유효 글자 수(QC-05).",
    "switch.max_units": "양식 기준의 최대 길이. Qoo10의 한도는 알려져 있지 않습니다.",
    "switch.raw_ceiling": "이보다 긴 문구는 더 살펴보지 않습니다.",
    "switch.min_kana": "일본어로 보는 데 필요한 최소 가나 수.",
    "switch.min_japanese_letters": "가나와 한자를 합친 최소 수.",
    "switch.min_kana_share": "가나·한자·한글 가운데 가나의 최소 비율.",
    "switch.max_lines": "이보다 줄이 많으면 경고합니다.",
    "switch.url_is_violation": "링크를 경고하지 않고 불가로 합니다.",
    "switch.version": "이 숫자들의 이름. 판단마다 저장됩니다.",
    "why.possible": (
        "주문 {order_no} 의 상태는 “{state}”입니다. 빠진 것을 채우면 할 수 있습니다: {event}"
    ),
    "help.sync": (
        "Qoo10에 주문과 클레임을 조회하고 표시된 내용을 가져옵니다.\n\nQoo10에서는 아무것도 "
        "바꾸지 않습니다. 키는 QOO10_CANCEL_QAPI_KEY에, 발급일은 QOO10_CANCEL_QAPI_KEY_ISSUED"
        "에 둡니다."
    ),
    "help.qapi": "QAPI 응답의 형태를 저장하거나 비교합니다. 데이터는 담지 않습니다.",
    "help.qapi capture": "QAPI 응답의 형태만 파일로 저장합니다. 내용은 담지 않습니다.",
    "help.qapi compare": "저장한 형태를 다른 것 또는 샌드박스와 비교합니다.",
    "help.sandbox": "연습용 Qoo10을 이 컴퓨터에서 실행합니다(Ctrl-C로 종료). Qoo10이 아닙니다.",
    "option.dry-run": "아무것도 쓰지 않고 바뀔 내용만 보여 줍니다.",
    "option.days": "며칠 전까지 조회할지. 생략하면 30.",
    "option.url": "QAPI 주소. 생략하면 Qoo10의 주소.",
    "option.port": "이 컴퓨터의 포트 번호. 생략하면 8010.",
    "option.empty": "주문 없이 시작합니다.",
    "argument.output": "저장할 파일. 새 이름이어야 합니다.",
    "argument.real": "실제 QAPI의 형태를 저장한 파일.",
    "argument.other": "비교할 파일. 생략하면 샌드박스.",
    "sync.incomplete": (
        "일부 목록을 다 받지 못했습니다. 보이지 않는 주문을 사라진 것으로 보지 않습니다."
    ),
    "sync.left": "이번에 조회하지 않은 미완료 주문: {count}건",
    "sync.dry": "시험 실행이라 아무것도 쓰지 않았습니다.",
    "sync.key": "QAPI 키는 {last}(일본 시간)까지 유효합니다. 미리 새 키를 발급하세요.",
    "sync.looking": "조회 중",
    "capture.done": "{path}에 저장했습니다(항목의 이름, 형, 형식만, 데이터 없음).",
    "compare.same": "형태가 같습니다.",
    "manual.qoo10": "Qoo10 조회와 연습",
    "fault.MarketplaceFailed": "Qoo10에서 기대한 응답을 받지 못했습니다.",
    "dossier.digest": "기록의 다이제스트: {digest}. 페이지로 만들려면 --output FILE.html",
    "dossier.done": "{path} 파일에 썼습니다. 기록의 다이제스트: {digest}",
}
