"""What the library says, in Korean."""

# What `rules`, `machine`, `observe`, `outlook` and `desk` find: the message and the remedy.
RULES: dict[str, tuple[str, str]] = {
    "QC-00.not-expected": (
        "‘{state}’ 상태의 주문에서는 일어나지 않는 일입니다: {event}",
        (
            "J·QSM에서 주문의 현재 상태를 확인하고 다시 불러오세요. J·QSM 화면에서도 진행되지 "
            "않으면 Qoo10에 문의하세요(문의 유형: JQSM 사용 방법, 클레임 관리)"
        ),
    ),
    "QC-00.asked-already": (
        "주문이 이미 ‘{state}’ 상태이므로 다시 할 필요가 없습니다: {event}",
        "고객의 답을 기다리거나, 요청을 거부하거나, 취소를 승인하세요",
    ),
    "QC-00.sent-already": (
        "‘{state}’ 상태의 주문에는 이미 늦었습니다: {event}",
        "할 일이 없습니다. 고객이 상품을 원하지 않으면 배송 후 반품을 상의하세요",
    ),
    "QC-00.closed": (
        "‘{state}’ 상태의 주문이므로 더는 할 수 없습니다: {event}",
        "발송하지 마세요. 이미 발송했으면 택배사와 고객에게 연락하세요",
    ),
    "QC-00.no-open-request": (
        "‘{state}’ 상태의 주문에 답을 기다리는 취소 요청이 없습니다: {event}",
        "할 일이 없습니다. J·QSM에 요청이 보이면 먼저 주문을 다시 불러오세요",
    ),
    "QC-00.codes-disagree": (
        (
            "Qoo10의 두 코드가 서로 맞지 않습니다(배송 {shipping}, 클레임 {claim}, 0은 없음). "
            "‘{state}’ 상태로 처리합니다"
        ),
        "J·QSM에서 주문을 확인하고, 다르면 기록을 고치세요",
    ),
    "QC-00.vanished": (
        "Qoo10 목록에 이 주문이 더 이상 없습니다. 취소되었는지는 알 수 없습니다",
        "J·QSM의 취소완료 목록을 확인하고 결과를 기록하세요",
    ),
    "QC-00.shipped-and-cancelled": (
        (
            "취소가 완료된 주문인데 그 뒤의 발송 처리도 기록되어 있습니다. 어느 쪽이 맞는지 "
            "알 수 없습니다"
        ),
        (
            "J·QSM에서 주문을 확인하세요. 이미 발송했으면 택배사와 고객에게 연락하세요. "
            "잘못된 기록은 철회하세요"
        ),
    ),
    "QC-01.no-request": (
        "거부할 취소요청이 없습니다. 주문은 ‘{state}’ 상태입니다",
        (
            "고객의 취소요청이 처리되지 않은 동안에만 거부할 수 있습니다. J·QSM에 취소요청이 "
            "있으면 먼저 주문을 다시 불러오세요"
        ),
    ),
    "QC-01.already-refused": (
        "이 주문의 취소요청은 이미 거부되었습니다. 주문은 ‘{state}’ 상태입니다",
        "다시 거부할 필요가 없습니다. 아직 발송 처리를 하지 않았으면 오늘 안에 하세요",
    ),
    "QC-02.delayed": (
        (
            "배송지연 상태라 취소를 거부할 수 없습니다. 고객은 자유롭게 취소할 수 있고 바로 "
            "환불됩니다"
        ),
        (
            "상품이 이미 발송되었으면 지금 발송 처리를 하세요. 발송 준비가 끝났으면 먼저 "
            "택배사에 넘기세요. 둘 다 아니면 고객에게 직접 연락하거나 취소를 고객에게 맡기세요"
        ),
    ),
    "QC-03.planned-date-unknown": (
        "발송예정일을 알 수 없어 지났는지 확인할 수 없습니다",
        "거부하기 전에 발송예정일이 오늘 이후인지 J·QSM에서 확인하세요",
    ),
    "QC-03.planned-date-passed": (
        "발송예정일({ship_date})이 지나 취소를 거부할 수 없습니다",
        (
            "고객에게 직접 연락하세요. 요청이 남아 있는 동안은 취소 철회를 요청하거나 취소를 "
            "승인하세요"
        ),
    ),
    "QC-03.planned-day-is-today": (
        (
            "발송예정일({ship_date})이 오늘입니다. 몇 시부터 지난 것으로 보는지는 공개되어 있지 "
            "않습니다"
        ),
        "거부하려면 미루지 말고 지금 거부하고, 이어서 발송 처리를 하세요",
    ),
    "QC-04.not-chosen": (
        "거부 사유를 선택하지 않았습니다",
        "네 가지 사유(상품 발송 완료, 발송 준비 완료, 주문제작 상품, 기타) 중 하나를 선택하세요",
    ),
    "QC-09.more-than-recorded": (
        "준비된 글 {text}에는 기록으로 확인할 수 없는 내용이 있습니다",
        "끝까지 읽고 모두 사실일 때만 보내세요",
    ),
    "QC-09.no-evidence": (
        "‘{reason}’ 사유를 뒷받침하는 기록이 없습니다. 뒷받침이 되는 것: {need}",
        (
            "뒷받침하는 사실을 기록하거나 사실에 맞는 사유를 선택하세요. 그 밖의 사정이면 "
            "거부하지 말고 고객에게 취소 철회를 요청하세요"
        ),
    ),
    "QC-09.not-yet": (
        (
            "‘{reason}’ 사유의 근거가 되는 일이 거부 시점에는 아직 일어나지 않았습니다: "
            "{fact_at}(일본 시간)"
        ),
        "그 일이 끝난 뒤에 거부하거나 기록한 시각을 고치세요",
    ),
    "QC-09.before-order": (
        (
            "‘{reason}’ 사유를 뒷받침하는 시각(일본 시간 {fact_at})이 주문 시각(일본 시간 "
            "{ordered_at})보다 앞섭니다"
        ),
        "두 시각을 확인하고 잘못된 쪽을 고치세요. 이 주문에 실제로 있었던 일로만 거부하세요",
    ),
    "QC-10.not-confirmed": (
        "거부가 확인되지 않았습니다",
        (
            "주문과 사유를 다시 살펴본 뒤 확인하세요. 거부는 바로 고객에게 통지되며 고객은 다시 "
            "취소를 요청할 수 없습니다"
        ),
    ),
    "QC-11.refused-before": (
        (
            "이 주문의 취소요청은 일본 시간 {refused_at}에 거부되었습니다. 고객은 다시 취소를 "
            "요청할 수 없습니다"
        ),
        (
            "발송 처리가 아직이면 하세요. 고객이 그래도 원하지 않으면 수령 후 반품을 고객과 "
            "의논하세요"
        ),
    ),
    "QC-12.little-time": (
        (
            "거부 당일에 발송 처리를 할 시간이 {left}(시:분:초)밖에 남지 않았습니다(기한: 일본 "
            "시간 {due_at})"
        ),
        (
            "거부하고 바로 발송 처리를 할 수 있을 때만 거부하세요. 그렇지 않고 발송예정일에 "
            "여유가 있으면 자정이 지난 뒤에 거부하세요"
        ),
    ),
    "QC-12.collides-with-same-day": (
        (
            "글에 적힌 발송일 또는 집하일({ship_on})과 달리, 거부한 주문은 당일에 발송 처리해야 "
            "합니다"
        ),
        (
            "거부하는 당일 날짜로 글을 다시 만들거나, 발송예정일에 여유가 있으면 발송하는 날에 "
            "거부하세요"
        ),
    ),
    "QC-12.refused-when": (
        (
            "Qoo10에는 거부된 것으로 나오지만 언제 거부했는지는 나오지 않습니다. 당일 발송 의무는 "
            "그때 시작됩니다"
        ),
        (
            "언제 거부했는지 확인하여 그 시각을 기록하세요. 아직 발송 처리하지 않았다면 바로 "
            "처리하세요"
        ),
    ),
    "QC-12.another-day": (
        (
            "이 거부는 다른 날로도 기록되어 있습니다(일본 시간 {refused_at}). 이른 쪽이 "
            "유효하며 발송 처리 기한도 그날입니다"
        ),
        "어느 날 거부했는지 확인하세요. 이른 쪽 기록이 잘못되었으면 철회하세요",
    ),
    "QC-12.ships-later": (
        "이 상품의 발송예정일은 {ship_date}이지만, 거부한 주문은 당일에 발송 처리해야 합니다",
        "발송하는 날에 거부하세요. 그러면 늦을 경우 고객에게 취소 철회를 요청하세요",
    ),
    "QC-12.late": (
        "발송 처리는 거부 당일, 일본 시간 {due_at} 전에 해야 했습니다. 기한이 지났습니다",
        "늦었더라도 바로 발송 처리를 하세요. 입점 규정에 따라 페널티를 받을 수 있습니다",
    ),
    "QC-12.too-early": (
        "아직 때가 아닙니다: {event}(일본 시간 {due_at})",
        "아무것도 하지 않아도 됩니다. 때가 되면 자동으로 처리됩니다",
    ),
    "QC-13.implausible-number": (
        "송장번호가 실제 번호로 보이지 않습니다",
        "상품의 송장과 대조해 보세요. 허위 발송 처리에는 페널티가 있습니다",
    ),
    "QC-13.number-is-the-order": (
        "송장번호에 이 주문의 주문번호가 들어 있습니다",
        "소포 라벨에 있는 번호를 입력하세요. 허위 발송 처리는 Qoo10의 페널티 대상입니다",
    ),
    "QC-13.number-is-the-cart": (
        "송장번호에 이 주문의 장바구니번호가 들어 있습니다",
        "소포 라벨에 있는 번호를 입력하세요. 허위 발송 처리는 Qoo10의 페널티 대상입니다",
    ),
    "QC-13.number-is-a-date": (
        "송장번호에 날짜가 들어 있습니다",
        "소포 라벨에 있는 번호를 입력하세요. 허위 발송 처리는 Qoo10의 페널티 대상입니다",
    ),
    "QC-13.number-is-a-phone": (
        "송장번호에 전화번호가 들어 있습니다",
        "소포 라벨에 있는 번호를 입력하고 이 칸에 전화번호를 쓰지 마세요",
    ),
    "QC-13.check-digit": (
        "송장번호의 검증 숫자가 이 택배사의 번호로 맞지 않습니다. 숫자가 틀린 듯합니다",
        "소포 라벨과 한 자리씩 대조하여 고치세요",
    ),
    "QC-13.no-parcel": (
        "발송 처리에 다음이 없습니다: {need}",
        (
            "택배사와 소포 라벨에 있는 번호를 입력하세요. 번호가 없는 배송 방법이면 발송 증빙"
            "을 보관하세요. 허위 발송 처리는 Qoo10의 페널티 "
            "대상입니다"
        ),
    ),
    "QC-13.before-payment": (
        "결제(일본 시간 {paid_at})보다 앞선 발송 처리입니다",
        "두 시각을 확인하세요. 실제로 택배사에 넘긴 상품만 발송 처리하세요",
    ),
    "QC-13.number-used-elsewhere": (
        "이 송장번호는 다른 장바구니의 주문 {order_no}에 이미 쓰였습니다",
        "두 상품의 송장과 대조해 보고 잘못된 쪽을 고치세요. 허위 발송 처리에는 페널티가 있습니다",
    ),
    "QC-14.refunded-at-once": (
        "배송지연 상태라 고객의 취소가 판매자의 응답 없이 바로 환불되었습니다",
        "상품을 발송하지 마세요. 이미 발송했으면 택배사와 고객에게 연락하세요",
    ),
    "QC-14.refused-and-delayed": (
        (
            "취소를 거부한 주문인데 발송예정일({ship_date})이 지났습니다. 고객이 이제 취소할 수 "
            "있는지는 공개되어 있지 않습니다"
        ),
        (
            "바로 발송 처리를 하세요. J·QSM에 취소가 나타나면 Qoo10에 문의하세요(문의 유형: JQSM "
            "사용 방법, 클레임 관리)"
        ),
    ),
    "QC-14.pending-though-delayed": (
        (
            "발송예정일이 지났는데도 Qoo10에는 처리되지 않은 취소요청으로 나옵니다. 원래는 바로 "
            "환불되어야 합니다"
        ),
        (
            "J·QSM에서 주문과 발송예정일을 확인하세요. 정말 지났으면 거부하지 말고 Qoo10에 "
            "문의하세요(문의 유형: JQSM 사용 방법, 클레임 관리)"
        ),
    ),
    "QC-15.request-gone": (
        "고객의 취소요청이 없어졌는데, 그 경위는 Qoo10에 나오지 않습니다",
        (
            "고객이 철회했는지 담당 직원이 거부했는지 확인하고 어느 쪽인지 기록하세요. 거부했다면 "
            "당일에 발송 처리를 해야 합니다"
        ),
    ),
    "QC-15.still-pending": (
        "거부한 것으로 기록되어 있지만 Qoo10에는 고객의 취소요청이 그대로 있습니다",
        (
            "J·QSM에서 거부가 완료되었는지 확인하세요. 완료되지 않았으면 J·QSM에서 거부하고 그 "
            "시각을 기록하세요"
        ),
    ),
    "QC-17.reservation-unknown": (
        "예약 상품인지 알 수 없습니다. 예약 상품이 아니면 고객의 취소는 바로 이루어집니다",
        "취소요청이 처리되지 않은 상태인지 이미 취소되었는지 J·QSM에서 확인하세요",
    ),
    "QC-18.date-in-the-past": (
        "발송예정일({ship_date})이 이미 지났습니다. 이대로 설정하면 바로 배송지연이 됩니다",
        "오늘 이후로, 실제로 발송할 수 있는 날을 설정하세요",
    ),
    "QC-18.new-date": (
        (
            "배송지연 주문의 발송예정일을 다시 설정합니다({ship_date}). 이것으로 배송지연이 "
            "풀리는지는 공개되어 있지 않습니다"
        ),
        (
            "배송지연에서 벗어났는지 J·QSM에서 확인하세요. 그 전까지 고객은 자유롭게 취소할 수 "
            "있습니다"
        ),
    ),
    "QC-18.date-changed": (
        "발송예정일을 바꿉니다({ship_date}). 이 주문에서 변경이 허용되는지는 알 수 없습니다",
        "J·QSM에 표시된 발송예정일을 확인하세요",
    ),
    "QC-18.too-early": (
        "아직 때가 아닙니다: {event}(일본 시간 {due_at})",
        "아무것도 하지 않아도 됩니다. 때가 되면 자동으로 처리됩니다",
    ),
    "QC-18.unplanned": (
        "Qoo10에서는 배송준비(3)이지만 발송예정일을 알 수 없습니다",
        (
            "J·QSM에서 발송예정일을 확인하고 기록하세요. 기록이 없으면 언제 배송지연이 되는지 알 "
            "수 없습니다"
        ),
    ),
    "QC-19.request-pending": (
        (
            "취소요청이 아직 처리되지 않았습니다. 그 전에 발송 처리를 하면 발송한 상품이 환불될 "
            "수 있습니다"
        ),
        "먼저 취소를 거부하고 그날 안에 발송 처리를 하세요. 취소를 승인한다면 발송하지 마세요",
    ),
    "QC-20.only-a-return": (
        "주문은 ‘{state}’ 상태입니다. 발송 처리 후에는 취소할 수 없고 반품만 가능합니다",
        "상품을 받은 뒤 반품을 신청하도록 고객에게 안내하세요",
    ),
    "QC-21.no-reason-fits": (
        "네 가지 사유 가운데 기록으로 뒷받침되는 것이 없습니다",
        (
            "거부하지 말고 고객에게 취소 철회를 요청하거나 직접 연락하세요. 빠진 기록이 있으면 "
            "먼저 기록하세요"
        ),
    ),
    "QC-22.earlier-than-recorded": (
        "이 주문의 최신 기록(일본 시간 {last_at})보다 앞선 시각입니다",
        "시각을 확인하세요. 맞으면 아무것도 하지 않아도 됩니다",
    ),
    "QC-22.ahead": (
        (
            "확인 시각이 {seen_at} 또는 그 이후인데 이 기기의 시계는 {now_at}입니다(일본 "
            "시간). 아무것도 가져오지 않았습니다"
        ),
        "맞지 않는 시계를 맞춘 뒤 다시 가져오세요",
    ),
    "QC-22.known": (
        "이미 기록되어 있습니다",
        "아무것도 하지 않아도 됩니다",
    ),
    "QC-22.more-exact": (
        "이미 기록된 것과 같은 일입니다. 더 정확한 기록이 유효합니다",
        "아무것도 하지 않아도 됩니다. 서로 다른 일이면 시각을 확인하세요",
    ),
    "QC-22.retracted": (
        "이 주문의 기록이 철회되었습니다({actor}): {event}",
        "J·QSM의 주문과 대조해 보세요",
    ),
    "QC-22.shown-by-platform": (
        "Qoo10에 표시된 일이라 철회할 수 없습니다: {event}",
        (
            "J·QSM에서 주문을 확인하세요. J·QSM의 표시가 잘못되었으면 Qoo10에 "
            "문의하세요(문의 유형: JQSM 사용 방법, 클레임 관리)"
        ),
    ),
    "QC-22.not-recorded": (
        "그런 기록이 없어 철회할 것이 없습니다: {event}",
        "주문 이력을 보고 기록의 종류와 시각을 지정하세요",
    ),
}

# What `text` says of a free text.
TEXT: dict[str, tuple[str, str]] = {
    "QC-05.empty": (
        "사유가 비어 있습니다. ‘기타’는 {required}자 이상이 필요합니다",
        "취소를 거부하는 이유를 일본어로 적어 주세요",
    ),
    "QC-05.too-short": (
        (
            "사유가 {content_length}자로, 필요한 {required}자에 모자랍니다(화면에서는 "
            "{form_length}자로 셀 수 있습니다)"
        ),
        "{missing}자를 더 적어 주세요. 공백, 이모지, 보이지 않는 문자는 세지 않습니다",
    ),
    "QC-06.not-japanese": (
        "일본어 문장으로 읽을 수 없습니다(일본어 문자 {japanese}자, 그중 가나 {kana}자)",
        "전체를 일본어 문장으로 적어 주세요. 다른 언어에 일본어 단어를 섞는 것으로는 부족합니다",
    ),
    "QC-06.too-little-japanese": (
        "필요한 {required}자 중 일본어는 {content_length}자입니다. 외국어 부분: {pieces}",
        "일본어로 {missing}자를 더 적어 주세요. 외국어 부분은 세지 않습니다",
    ),
    "QC-06.mixed-language": (
        "일본어가 아닌 부분이 있습니다: {pieces}",
        "일본어가 아닌 부분을 지워 주세요. 상품명은 그대로 두어도 됩니다",
    ),
    "QC-07.invalid-unicode": (
        "깨진 문자가 있습니다: {found}",
        "전달 과정에서 손상되었습니다. 다시 입력해 주세요",
    ),
    "QC-07.control-char": (
        "제어 문자가 있습니다: {found}",
        "그 문자를 지우거나 그 부분을 다시 입력해 주세요",
    ),
    "QC-07.bidi-control": (
        "글의 방향을 뒤집는 문자가 있습니다: {found}",
        "그 문자를 지우거나 그 부분을 다시 입력해 주세요",
    ),
    "QC-07.invisible-removed": (
        "보이지 않는 문자가 {count}개 있습니다: {found}",
        "따로 할 일은 없습니다. 글자 수에 들어가지 않으며 전송되지 않습니다",
    ),
    "QC-07.markup": (
        "HTML이 들어 있습니다: {found}",
        "일반 문장으로 적어 주세요. 화면에서 오류가 날 수 있습니다",
    ),
    "QC-07.header-injection": (
        "메일 헤더로 읽힐 수 있는 부분이 있습니다: {found}",
        "메일 항목 이름을 쓰지 말고 문장으로 적어 주세요",
    ),
    "QC-07.placeholder": (
        "준비된 글의 빈칸이 남아 있습니다: {found}",
        "빈칸에 내용을 넣어 주세요",
    ),
    "QC-07.mojibake": (
        "글자가 깨져 있습니다: {found}",
        "제대로 보이는 원문에서 다시 붙여 넣어 주세요. 여기서는 복구할 수 없습니다",
    ),
    "QC-07.too-long": (
        "화면이 세는 방식으로 {form_length}자입니다. 한도는 {limit}자입니다",
        "줄여 주세요. 두세 문장이면 충분합니다",
    ),
    "QC-07.too-many-lines": (
        "사유가 {lines}줄입니다. {limit}줄을 넘으면 적은 대로 보이지 않을 수 있습니다",
        "한 단락으로 적어 주세요",
    ),
    "QC-07.repetitive": (
        "같은 말을 되풀이하고 있습니다: {found}",
        "한 번만 적고 사정을 설명해 주세요",
    ),
    "QC-07.emoji": (
        "이모지가 있습니다. 메일에서는 물음표로 보일 수 있습니다: {found}",
        "이모지를 빼 주세요",
    ),
    "QC-07.halfwidth-kana": (
        "반각 가타카나가 있습니다: {found}",
        "전각으로 적어 주세요",
    ),
    "QC-07.odd-characters": (
        "많은 화면에서 표시되지 않는 문자가 있습니다: {found}",
        "보통 문자로 적어 주세요",
    ),
    "QC-07.personal-data": (
        "카드 번호로 보이는 숫자가 있습니다",
        "번호를 지워 주세요. 고객에게 보내는 글에는 필요하지 않습니다",
    ),
    "QC-07.contact-info": (
        "연락처가 적혀 있습니다",
        "지워 주세요. 고객과의 연락은 Qoo10 안에서 합니다",
    ),
    "QC-07.url": (
        "링크가 적혀 있습니다",
        "지워 주세요. 송장번호만으로 충분합니다",
    ),
    "QC-08.store-delay": (
        "판매자 사정의 지연을 이유로 들고 있습니다: {found}",
        (
            "판매자 사정의 지연은 거부 사유가 될 수 없습니다. 취소를 승인하거나 고객과 "
            "상의하세요. 지연 이야기가 아니면 그렇다는 메모를 남겨 주세요"
        ),
    ),
    "QC-08.reads-like-delay": (
        (
            "지연을 나타내는 말은 찾지 못했지만 판매자 쪽의 지연처럼 읽힙니다. 인정되는 근거도 "
            "찾지 못했습니다: {found}"
        ),
        (
            "이 상품에 언제 무엇을 했는지 적어 주세요. 아직 아무것도 하지 않았다면 취소를 "
            "받아들이거나 고객과 상의하세요. 지연 이야기가 아니라면 그렇다는 메모를 남겨 주세요"
        ),
    ),
    "QC-08.delay-mentioned": (
        "지연을 언급하고 있습니다: {found}",
        "지연 이야기는 빼고 언제, 어느 택배사로, 어떤 송장번호로 발송했는지 적어 주세요",
    ),
    "QC-09.no-ground": (
        (
            "인정되는 근거(상품 발송 완료, 발송 준비 완료, 주문제작 상품, 고객 동의)를 글에서 "
            "알아볼 수 없었습니다"
        ),
        "해당하는 것이 있으면 무엇인지, 언제부터인지 적어 주세요",
    ),
}

# Subject and body of each notice.
_ASKS_SUBJECT = "[주문번호 {order_no}] 고객이 취소를 요청했습니다"
_ASKS = (
    "주문번호 {order_no}의 고객이 취소를 요청했습니다. J·QSM에서 응답하세요. 취소를 "
    "승인하거나, 고객에게 취소 철회를 요청하거나, 발송 완료·발송 준비 완료·주문제작 상품 "
    "등의 경우에는 거부할 수 있습니다."
)
NOTICES: dict[str, tuple[str, str]] = {
    "refusal": (
        "[주문번호 {order_no}] 취소 요청을 받아들이지 못했습니다",
        (
            "주문해 주셔서 감사합니다. 대단히 죄송하지만 주문번호 {order_no}의 취소 요청은 아래 "
            "사유로 받아들이지 못했습니다. 주문은 그대로 유지되니 상품이 도착할 때까지 조금만 "
            "기다려 주시기 바랍니다. 너그러이 양해해 주시기 바랍니다.\n\n사유: {reason}\n{text}"
        ),
    ),
    "request.known": (_ASKS_SUBJECT, _ASKS + "\n거부할 수 있는 기한(일본 시간): {until}"),
    "request.unknown": (
        _ASKS_SUBJECT,
        (
            _ASKS + "\n발송예정일을 몰라 언제까지 거부할 수 있는지 알 수 없습니다. J·QSM에서 "
            "발송예정일을 확인하세요."
        ),
    ),
    "request.open": (_ASKS_SUBJECT, _ASKS),
    "request.passed": (
        _ASKS_SUBJECT,
        (
            "주문번호 {order_no}의 고객이 취소를 요청했습니다. 발송예정일이 일본 시간 {until}에 "
            "지나 더 이상 거부할 수 없습니다. J·QSM에서 주문을 확인하고 취소를 승인하거나, "
            "고객에게 취소 철회를 요청하거나, 고객에게 직접 연락하세요."
        ),
    ),
    "request_ending": (
        "[주문번호 {order_no}] 취소요청을 거부할 수 있는 시간이 {left} 남았습니다",
        (
            "주문번호 {order_no}의 취소요청이 처리되지 않은 채 발송예정일이 지나려 합니다. 지나면 "
            "거부할 수 없습니다. 지금 J·QSM에서 응답하세요.\n거부할 수 있는 기한(일본 시간): "
            "{until}"
        ),
    ),
    "duty_started": (
        "[주문번호 {order_no}] 취소를 거부했습니다. 오늘 안에 발송 처리하세요",
        (
            "주문번호 {order_no}의 취소를 거부했습니다. 일본 시간 {due_at} 전에 J·QSM에서 발송 "
            "처리를 하세요. 거부 당일에 발송 처리를 하지 않으면 입점 규정에 따라 페널티를 받을 수 "
            "있습니다."
        ),
    ),
    "duty_ending": (
        "[주문번호 {order_no}] 아직 발송 처리 전입니다. 오늘 남은 시간은 {left}입니다",
        (
            "주문번호 {order_no}의 취소를 오늘 거부했지만 아직 발송 처리를 하지 않았습니다. 일본 "
            "시간 {due_at} 전에 J·QSM에서 발송 처리를 하세요. 지나면 입점 규정에 따라 페널티를 "
            "받을 수 있습니다."
        ),
    ),
    "duty_missed": (
        "[주문번호 {order_no}] 거부 당일에 발송 처리를 하지 않았습니다",
        (
            "주문번호 {order_no}의 취소를 거부했지만 기한인 일본 시간 {due_at}까지 발송 처리를 "
            "하지 않았습니다. 바로 J·QSM에서 발송 처리를 하세요. 입점 규정에 따라 페널티를 받을 "
            "수 있습니다."
        ),
    ),
    "delayed": (
        "[주문번호 {order_no}] 배송지연이 되었습니다",
        (
            "주문번호 {order_no}의 발송예정일이 발송 처리 없이 지났습니다. 고객은 자유롭게 취소할 "
            "수 있고 바로 환불되며, 취소를 거부할 수 없습니다. 상품을 발송하는 대로 발송 처리를 "
            "하세요."
        ),
    ),
    "refunded": (
        "[주문번호 {order_no}] 고객이 취소했습니다. 발송하지 마세요",
        (
            "주문번호 {order_no}의 주문을 고객이 취소했고, 판매자의 응답 없이 바로 "
            "이루어졌습니다({rule}). 상품을 발송하지 마세요. 이미 발송했으면 택배사와 고객에게 "
            "연락하세요."
        ),
    ),
    "fake_found": (
        "[주문번호 {order_no}] 허위 발송 처리로 판정되었습니다",
        (
            "Qoo10이 주문번호 {order_no}의 발송 처리를 허위로 판정했습니다. 입점 규정에 따라 "
            "페널티를 받을 수 있습니다. 택배사와 송장번호를 확인하고 발송을 증명할 자료를 "
            "준비하세요. 이의가 있으면 Qoo10에 문의하세요."
        ),
    ),
    "set_right.duty_missed": (
        "[주문번호 {order_no}] 기한 안에 발송 처리되었습니다",
        (
            "주문번호 {order_no}의 발송 처리를 거부 당일에 하지 않았다고 알려 드렸지만 "
            "사실이 아니었습니다. 그 뒤에 확인된 기록에는 위반이 없습니다."
        ),
    ),
    "set_right.delayed": (
        "[주문번호 {order_no}] 배송지연이 아니었습니다",
        (
            "주문번호 {order_no}의 주문이 배송지연이 되었다고 알려 드렸지만 사실이 "
            "아니었습니다. J·QSM에서 주문 상태를 확인하세요."
        ),
    ),
    "set_right.refunded": (
        "[주문번호 {order_no}] 바로 환불된 것이 아니었습니다",
        (
            "고객이 주문번호 {order_no}의 주문을 취소하여 바로 환불되었다고 알려 드렸지"
            "만 사실이 아니었습니다. 처리하지 않은 취소요청이 있는지 J·QSM에서 확인"
            "하세요."
        ),
    ),
    "set_right.request": (
        "[주문번호 {order_no}] 그런 취소요청은 없었습니다",
        (
            "주문번호 {order_no}에 취소요청이 있다고 알려 드렸지만, 그런 요청은"
            " 없었거나 이전 요청과 같은 것이었습니다. 처리하지 않은 취소요청이 있는지 "
            "J·QSM에서 확인하세요."
        ),
    ),
}

# The glossary; `docs/glossary.md` is made from it.
WORDS: dict[str, str] = {
    "state.new": "배송요청",
    "state.scheduled": "배송준비",
    "state.shipping_delayed": "배송지연",
    "state.cancel_requested": "취소요청",
    "state.withdrawal_asked": "취소 철회 요청 중",
    "state.cancelling": "취소중",
    "state.cancelled": "취소완료",
    "state.refused": "취소 거부됨",
    "state.awaiting_shipment": "배송요청(취소 거부 후)",
    "state.shipped": "배송중",
    "state.delivered": "배송완료",
    "event.CancelRequest": "취소요청",
    "event.RequestWithdrawal": "취소요청 철회",
    "event.ShipDateSet": "발송예정일 설정",
    "event.EvidenceAdded": "증빙 기록",
    "event.CancelRefusal": "취소 거부",
    "event.CancelApproval": "취소 승인",
    "event.WithdrawalAsked": "취소 철회 요청",
    "event.Shipment": "발송 처리",
    "event.WithdrawalDenied": "고객이 철회에 응하지 않음",
    "event.Refund": "환불",
    "event.Cancellation": "다른 사유로 인한 취소",
    "event.Delivery": "배송완료",
    "event.FakeShipmentFound": "허위 발송 처리 판정",
    "event.ShipmentRelease": "배송요청으로 복귀",
    "event.ShipDateLapse": "발송예정일 경과",
    "event.RequestReminder": "취소요청 미처리 알림",
    "event.DutyReminder": "당일 발송 처리 알림",
    "event.DutyLapse": "당일 발송 처리 기한 경과",
    "event.Erasure": "글 삭제",
    "event.Retraction": "기록 철회",
    "event.Looked": "Qoo10 확인",
    "reason.shipped": "상품 발송 완료",
    "reason.prepared": "발송 준비 완료",
    "reason.made_to_order": "주문제작 상품",
    "reason.other": "기타",
    "need.carrier": "택배사",
    "need.tracking_no": "송장번호",
    "need.handed_over_at": "택배사에 인계한 시각",
    "need.prepared_at": "발송 준비가 끝난 시각",
    "need.made_to_order": "주문제작 상품이라는 기록",
    "need.reason": "거부 사유",
    "need.text": "고객이 읽는 글",
    "need.confirmed": "확인",
    "need.evidence": "증빙",
    "need.ship_date": "발송예정일",
    "rule.QC-00": "이 상태의 주문에서는 일어나지 않는 일입니다",
    "rule.QC-01": "처리되지 않은 취소요청만 거부할 수 있습니다",
    "rule.QC-02": "배송지연 주문은 거부할 수 없으며 고객이 자유롭게 취소합니다",
    "rule.QC-03": "발송예정일이 지나기 전에만 거부할 수 있습니다",
    "rule.QC-04": "거부할 때는 네 가지 사유 중 하나를 선택합니다",
    "rule.QC-05": "‘기타’ 사유는 {required}자 이상으로 설명합니다",
    "rule.QC-06": "글은 일본어로 씁니다",
    "rule.QC-07": "글은 고객이 그대로 읽을 수 있어야 합니다",
    "rule.QC-08": "판매자 사정의 지연은 거부 사유가 될 수 없습니다",
    "rule.QC-09": "사유는 기록된 사실과 일치해야 합니다",
    "rule.QC-10": "거부는 확인한 뒤에 합니다",
    "rule.QC-11": "한 번 거부한 주문은 고객이 다시 취소를 요청할 수 없습니다",
    "rule.QC-12": "거부한 주문은 당일(일본 시간) 안에 발송 처리합니다",
    "rule.QC-13": "실제로 발송한 상품만 발송 처리합니다",
    "rule.QC-14": "배송지연 주문을 고객이 취소하면 바로 환불됩니다",
    "rule.QC-15": "거부하면 고객의 요청은 철회되고 주문은 배송요청으로 돌아갑니다",
    "rule.QC-16": "거부와 그 사유는 앱과 메일로 고객에게 통지됩니다",
    "rule.QC-17": (
        "발송예정일을 설정하기 전에는 예약 상품을 제외하고 고객의 취소가 바로 이루어집니다"
    ),
    "rule.QC-18": "발송 처리 없이 발송예정일이 지났을 때만 배송지연이 됩니다",
    "rule.QC-19": "처리되지 않은 취소요청은 발송 처리 전에 거부합니다",
    "rule.QC-20": "발송 처리 후에는 취소할 수 없고 반품만 가능합니다",
    "rule.QC-21": "그 밖의 사정이면 거부하지 않고 고객에게 취소 철회를 요청합니다",
    "rule.QC-22": "주문의 기록은 시간 순서로 이어집니다",
    "list.and": ", ",
    "answer.allowed": (
        "주문번호 {order_no}: 가능합니다({event}). 그 뒤에는 ‘{state}’ 상태가 됩니다"
    ),
    "answer.denied": "주문번호 {order_no}(‘{state}’): 지금은 할 수 없습니다({event})",
    "by.buyer": "고객",
    "by.seller": "판매자",
    "by.platform": "Qoo10",
    "by.clock": "시각",
    "certainty.stated": "Qoo10의 판매자 매뉴얼에 있습니다",
    "certainty.official": "Qoo10의 다른 페이지에 있습니다",
    "certainty.derived": "명시된 내용에서 도출됩니다",
    "certainty.assumed": "어디에도 없어 신중하게 해석했습니다",
    "certainty.technical": "기록을 올바르게 유지하기 위한 것입니다",
    "severity.violation": "불가",
    "severity.warning": "주의",
    "channel.buyer_app": "고객(앱)",
    "channel.buyer_mail": "고객(메일)",
    "channel.seller": "판매자",
    "todo.duty": "오늘 안에 발송 처리",
    "todo.missed": "바로 발송 처리",
    "todo.question": "질문에 답하기",
    "todo.request": "요청에 답변",
    "todo.new": "발송예정일 설정",
    "todo.scheduled": "예정대로 발송",
    "todo.shipping_delayed": "바로 발송",
    "urgency.duty": "당일 발송 처리",
    "urgency.request": "취소요청 응답",
    "urgency.question": "답할 질문",
    "urgency.rest": "요청 없음",
    "notice.refusal": "취소 거부 알림",
    "notice.request": "취소요청 알림",
    "notice.request_ending": "거부 기한 임박 알림",
    "notice.duty_started": "당일 발송 처리 알림",
    "notice.duty_ending": "발송 처리 기한 임박 알림",
    "notice.duty_missed": "당일 발송 처리를 하지 않았다는 알림",
    "notice.delayed": "배송지연 알림",
    "notice.refunded": "즉시 환불 알림",
    "notice.set_right": "이전 알림의 정정",
    "notice.fake_found": "허위 발송 처리 알림",
    "duty.running": "발송 처리 대기",
    "duty.met": "기한 내 발송 처리",
    "duty.missed": "기한 내 발송 처리 안 함",
}

# What `templates`, `slots`, `preview` and `sheet` say.
ADVICE: dict[str, str] = {
    "ready.SHIPPED_TRACKED": (
        "주문하신 상품은 {shipped_on}에 {carrier} 편으로 발송되었습니다(송장번호: "
        "{tracking_no}). 이미 운송 중이므로 죄송하지만 취소 처리가 어렵습니다. 반품을 원하시면 "
        "상품 도착 후 반품을 신청해 주시기 바랍니다."
    ),
    "ready.SHIPPED_INTERNATIONAL": (
        "주문하신 상품은 {shipped_on}에 {origin}에서 국제 배송({carrier}, 송장번호: "
        "{tracking_no})으로 발송되었습니다. 이미 운송 중이라 물품을 회수할 수 없으므로 "
        "죄송하지만 취소 처리가 어렵습니다. 양해 부탁드립니다."
    ),
    "ready.SHIPPED_UNTRACKED": (
        "주문하신 상품은 {shipped_on}에 {carrier}(송장번호가 없는 배송 방법) 편으로 "
        "발송되었습니다. 발송된 물품은 멈출 수 없으므로 죄송하지만 취소 처리가 어렵습니다. "
        "상품이 도착할 때까지 잠시만 기다려 주시기 바랍니다."
    ),
    "ready.READY_PICKUP": (
        "주문하신 상품은 포장과 송장 부착까지 완료되었으며, {pickup_on}에 {carrier}에서 집하할 "
        "예정입니다. 발송 준비가 완료되어 죄송하지만 취소 처리가 어렵습니다. 송장번호는 발송 후 "
        "등록하겠습니다."
    ),
    "ready.READY_WAREHOUSE": (
        "주문하신 상품은 {ready_on}에 창고에서 출고 준비가 완료되어 개별적으로 꺼낼 수 없는 "
        "상태입니다. {ship_on}에 발송할 예정이므로 죄송하지만 취소 처리가 어렵습니다. 양해 "
        "부탁드립니다."
    ),
    "ready.CUSTOM_STARTED": (
        "주문하신 상품은 고객님의 지정에 맞추어 제작하는 주문제작 상품으로, "
        "{production_started_on}에 제작을 시작하였습니다. 제작을 시작한 상품은 다른 고객님께 "
        "판매할 수 없어 죄송하지만 취소 처리가 어렵습니다."
    ),
    "ready.CUSTOM_PROCESSED": (
        "주문하신 상품은 지정하신 문구를 넣는 가공이 {processed_on}에 완료되었습니다. 가공 후의 "
        "상품은 재판매할 수 없어 죄송하지만 취소 처리가 어렵습니다. 상품은 {ship_on}에 "
        "발송하겠습니다."
    ),
    "ready.CUSTOM_MADE_TO_ORDER": (
        "주문하신 상품은 주문을 받은 후 생산하는 상품으로, {production_started_on}에 생산을 "
        "시작하였습니다. 죄송하지만 생산 시작 후에는 취소 처리가 어렵습니다. 상품은 안내해 드린 "
        "대로 {ship_on}에 발송하겠습니다."
    ),
    "ready.OTHER_BUYER_AGREED": (
        "{contacted_on}에 고객님과 연락하여 이대로 상품을 받으시겠다는 동의를 받았습니다. 이"
        "에 이번 취소 신청은 철회 처리하고 상품을 {ship_on}에 발송하겠습니다. 협조해 주셔서 "
        "진심으로 감사합니다."
    ),
    "ready.OTHER_BUNDLED": (
        "주문하신 상품은 함께 주문하신 다른 상품과 같은 상자로 {shipped_on}에 {carrier}"
        "(송장번호: {tracking_no}) 편으로 발송되었습니다. 일부 상품만 꺼낼 수 없으므로 "
        "죄송하지만 취소 처리가 어렵습니다."
    ),
    "ready.OTHER_PERISHABLE": (
        "주문하신 상품은 신선식품으로, {prepared_on}에 고객님 몫의 준비와 포장을 "
        "완료하였습니다. 품질을 지키기 위해 다른 고객님께 판매할 수 없어 죄송하지만 취소 처리가 "
        "어렵습니다. 상품은 {ship_on}에 발송하겠습니다."
    ),
    "ready.OTHER_DIGITAL": (
        "주문하신 상품은 디지털 코드로, {sent_on}에 고객님께 전송되었습니다. 전송된 코드는 "
        "무효화하여 재판매할 수 없으므로 죄송하지만 취소 처리가 어렵습니다. 양해 부탁드립니다."
    ),
    "months": "1 2 3 4 5 6 7 8 9 10 11 12",
    "day": "{month}월 {day}일",
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
    "choice.none": "아직 선택하지 않았습니다",
    "screen.home_requests": "취소요청",
    "screen.claims_menu": "배송/취소/미수취",
    "screen.claims_page": "취소/반품/미수취",
    "screen.trade_details": "거래 정보",
    "screen.requests": "취소요청",
    "screen.order_number": "주문번호",
    "screen.refusal_section": "취소 거부",
    "screen.refusal_reason": "취소 거부 사유",
    "screen.approve_button": "취소 처리",
    "screen.withdraw_button": "취소 철회 요청",
    "screen.confirm": "취소할 수 없는 상태일 때만 거부할 수 있습니다. 거부할까요",
    "screen.done": "취소를 거부했습니다",
    "screen.paid": "배송요청",
    "screen.ship_process": "발송 처리",
    "screen.planned_date": "발송예정일",
    "screen.delayed": "배송지연",
    "screen.ask_qoo10": "Qoo10에 문의하기",
    "screen.ask_about": "J·QSM 사용 방법",
    "screen.ask_topic": "클레임 관리(반품·교환·미수취)",
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
        "{refusal_section} 단추를 누릅니다. 옆 단추에 주의하세요:\n{approve_button} 단추는 "
        "취소를 승인하고, {withdraw_button} 단추는 철회를 부탁할 뿐입니다."
    ),
    "step.6": "확인 창을 읽습니다:\n{confirm}\n틀림없으면 【OK】를 누릅니다.",
    "step.7": "{done} 표시가 나오면 끝입니다. 이 거부를 쓰고 있는 도구에도 기록하세요.",
    "field.paste": "아래 글을 그대로 칸에 붙여 넣습니다.",
    "field.spare": "칸이 나오면 아래 글을 붙여 넣고, 없으면 고객에게 보내는 메시지로 씁니다.",
    "field.none": "글은 필요 없습니다.",
    "field.empty": "글이 아직 없습니다.",
    "sheet.title": "주문 {order_no}의 취소요청 거부하기",
    "sheet.made": "{made} 작성. 시각은 모두 일본 시간입니다.",
    "sheet.refuse-before": "거부 기한: {refuse_before} 전({planned_date}: {ship_date})",
    "sheet.too-late": "거부 기한({refuse_before})이 지났습니다({planned_date}: {ship_date})",
    "sheet.date-unknown": (
        "{planned_date} 날짜를 알 수 없습니다. 지나면 {delayed} 상태가 되어\n거부할 수 없으니 "
        "J·QSM에서 확인하세요."
    ),
    "sheet.ship-before": "발송 처리 기한: 오늘 거부하면 {duty_due} 전",
    "sheet.legend": (
        "【 】는 화면의 글자입니다. 〔≈ ／ 〕는 화면의 글자를 모를 때의 우리 번역과\n중국어 "
        "화면의 글자입니다."
    ),
    "sheet.stop": "이대로는 거부할 수 없습니다",
    "sheet.note": "먼저 알아 둘 것",
    "sheet.steps": "J·QSM에서의 순서",
    "sheet.text": "고객이 읽는 글(그대로 복사)",
    "sheet.gloss": "글의 뜻",
    "sheet.own-words": "직접 쓰신 글이라 번역이 없습니다. 고객은 위의 일본어를 그대로 읽습니다.",
    "sheet.cart": "같은 장바구니({cart_no})의 주문",
    "sheet.sibling": "{order_no}({stands}): {box}",
    "sheet.each": "요청도 거부도 발송 처리도 주문마다 따로 합니다.",
    "box.yes": "같은 상자",
    "box.no": "다른 상자",
    "box.unknown": "같은 상자인지는 기록이 없습니다",
    "sheet.next": "거부하면",
    "next.withdrawn": "고객의 요청은 자동으로 철회되고 주문은 {paid} 목록으로 돌아갑니다.",
    "next.ship": (
        "{duty_due} 전에 {ship_process} 작업을 합니다.\n하지 않거나 허위이면 입점 규정에 따라 "
        "페널티를 받을 수 있습니다."
    ),
    "next.told": "고객에게는 앱과 메일로 사유와 함께 통지됩니다.",
    "next.final": "고객은 이 주문의 취소를 다시 요청할 수 없습니다.",
    "sheet.trouble": "누를 수 없거나 Qoo10이 받아들이지 않을 때",
    "trouble.look": (
        "{requests} 목록에 아직 있는지 확인합니다.\n없으면 고객이 철회했거나 이미 취소된 것입니다."
    ),
    "trouble.contact": "고객에게 직접 연락하여 사정을 설명합니다.",
    "trouble.withdraw": "{withdraw_button} 단추로 고객에게 요청 철회를 부탁합니다(QC-21).",
    "trouble.ask": "Qoo10에 문의합니다: {ask_qoo10}\n> {ask_about}\n> {ask_topic}",
    "preview.title": "고객이 읽는 내용",
    "preview.by": "앱과 메일로 도착합니다. 사유: {choice}",
    "preview.no-text": "글 없이 고른 사유만 전해집니다. 일본어 표시는 Qoo10이 정합니다.",
    "quote.known": "【{word}】",
    "quote.glossed": "【{word}】(≈ {gloss})",
    "quote.unknown": "〔≈ {gloss}／{chinese}〕",
    "paper.clicked": "거부한 시각(일본 시간)",
    "paper.by": "담당자",
    "paper.marked": "발송 처리한 시각(일본 시간)",
    "dossier.title": "주문 {order_no}의 취소 거부 기록",
    "dossier.asked": "취소요청",
    "dossier.judged": "거부의 판단",
    "dossier.sent": "고객에게 보낸 내용",
    "dossier.evidence": "거부 시점의 증빙",
    "dossier.shipment": "발송 처리",
    "dossier.rules": "거부의 규칙",
    "dossier.history": "모든 기록(오래된 순)",
    "dossier.digest": "기록의 다이제스트",
    "dossier.digest-how": (
        "기록을 JSON으로 한 줄에 하나씩 UTF-8로 늘어놓은 것의 SHA-256입니다. 하나라도 바뀌면 "
        "달라집니다."
    ),
    "dossier.nothing": "기록이 없습니다",
    "dossier.no-objection": "어떤 규칙에도 어긋나지 않았습니다.",
    "fact.policy": "규칙과 정책의 판",
    "dossier.yes": "예",
    "dossier.no": "아니요",
    "dossier.manual": "매뉴얼 {place}. {certainty}",
    "fact.asked_at": "요청 시각",
    "fact.request_reason": "Qoo10에 표시된 사유",
    "fact.refused_at": "거부 시각",
    "fact.actor": "담당자",
    "fact.recorded_at": "기록 시각",
    "fact.reason": "사유",
    "fact.acknowledgement": "메모",
    "fact.ship_date": "발송예정일",
    "fact.duty_due": "발송 처리 기한(이 시각 전)",
    "fact.shipped_at": "발송 처리 시각",
    "fact.duty": "당일 발송 처리",
    "fact.carrier": "택배사",
    "fact.tracking_no": "송장번호",
    "fact.handed_over_at": "택배사에 인계한 시각",
    "fact.origin": "발송 국가·지역",
    "fact.prepared_at": "발송 준비가 끝난 시각",
    "fact.pickup_on": "집하일",
    "fact.made_to_order": "주문제작 상품",
    "fact.started_on": "제작 시작일",
    "fact.processed_on": "가공 완료일",
    "fact.contacted_on": "고객 동의일",
    "fact.sent_on": "코드 전송일",
    "fact.bundled": "같은 장바구니의 주문과 같은 상자",
    "fact.perishable": "신선식품",
}

_EXPORT_AGAIN = "J·QSM에서 파일을 다시 내려받고, 스프레드시트로 열지 말고 그대로 쓰세요"

# What the readers cannot read: a cell, a row, a file or a reply.
PROBLEMS: dict[str, str] = {
    "not-one-line": "{field}: 표시할 수 있는 문자로 {most}자 이내의 한 줄로 쓰세요",
    "nothing-asked": (
        "주문 {order_no}에 대해 확인 중인 것이 없습니다. 일어난 일을 record로 기록하세요"
    ),
    "retraction-unexplained": "기록을 취소하려면 이름과 이유(메모)를 쓰세요",
    "screen-word": "{term}: 화면의 말은 표시할 수 있는 문자의 한 줄로 쓰세요",
    "no-such-place": "{term}: 이런 화면 항목은 없습니다. 쓸 수 있는 것: {known}",
    "store-full": (
        "{path}: 디스크가 가득 찼습니다. 아무것도 쓰지 않았습니다. "
        "공간을 비운 뒤 다시 실행하세요 ({error})"
    ),
    "store-read-only": (
        "{path}: 쓸 수 없습니다. 이 사용자에게 파일과 폴더의 쓰기를 허용하세요 ({error})"
    ),
    "store-busy": (
        "{path}: 다른 프로세스가 쓰고 있습니다. 다시 실행하거나 timeout= 을 늘리세요 ({error})"
    ),
    "store-not-sqlite": "{path}: SQLite 파일이 아닙니다. 다른 경로를 지정하세요 ({error})",
    "store-damaged": "{path}: 파일이 손상되었습니다. 백업에서 복원하세요 ({error})",
    "store-disk": (
        "{path}: 디스크를 읽거나 쓸 수 없습니다. 디스크를 확인한 뒤 다시 실행하세요 ({error})"
    ),
    "store-forbidden": "{path}: 이 사용자는 열 수 없습니다. 쓰기를 허용하세요 ({error})",
    "store-failed": "{path}: SQLite가 실행할 수 없습니다 ({error})",
    "store-is-folder": "{path}: 폴더입니다. 파일의 경로를 지정하세요 ({error})",
    "store-no-folder": "{path}: 없는 폴더입니다: {folder}. 먼저 만드세요 ({error})",
    "store-cannot-open": (
        "{path}: 열 수 없습니다. 이 사용자에게 파일과 폴더의 쓰기를 허용하세요 ({error})"
    ),
    "store-foreign": (
        "{path}: 다른 프로그램의 파일입니다. "
        '다른 경로를 지정하거나 schema_sql("sqlite")로 표를 만드세요'
    ),
    "store-older": (
        "{path}: 저장소의 스키마 {found}, 이 릴리스가 읽는 스키마 {newest}. "
        "쓸 수 있는 상태로 한 번 열면 갱신됩니다"
    ),
    "store-newer": (
        "저장소의 스키마 {found}, 이 릴리스가 아는 스키마 {newest}. "
        "그것을 쓴 릴리스나 더 새 릴리스를 설치하세요"
    ),
    "no-number": "{text}: Qoo10의 번호가 아닙니다. 1~{most}자리 숫자로 쓰세요",
    "not-stored": "저장소에 없는 주문입니다: {order_no}. 먼저 import 하세요",
    "not-yet": "{moment}에는 아직 아무 일도 없습니다. 지금은 {now}입니다",
    "long-ago": (
        "{moment}의 일이고 지금은 {now}입니다. 지난 일은 실행하지 말고 record로 기록하세요"
    ),
    "text-too-long": "문장이 {length}자라서 저장할 수 없습니다. {most}자 이내로 줄이세요",
    "erasure-unsigned": "지우려면 담당자의 이름을 쓰세요",
    "no-such-event": "{text}: 이런 사건은 없습니다. 예: ship",
    "key-reused": "키 '{key}': 다른 명령에 이미 쓰였습니다",
    "key-erased": "키 '{key}': 문장이 지워진 명령에 쓰였습니다",
    "blanks-around-number": "번호 앞뒤에 빈칸이 있습니다. 이렇게 쓰세요: {number}",
    "full-width-number": "번호가 전각 숫자입니다. 이렇게 쓰세요: {number}",
    "not-a-typed-day": "날짜로 읽을 수 없습니다: {text}. 2022-08-15 처럼 쓰세요",
    "not-a-typed-moment": "일시로 읽을 수 없습니다: {text}. 2022-08-12 14:05 처럼 쓰세요",
    "no-such-reason": "네 가지 사유 중 하나가 아닙니다: {known}",
    "empty": "비어 있습니다. 이 값이 없으면 행을 읽을 수 없습니다",
    "not-a-number": "Qoo10의 번호(숫자 1~20자리)가 아닙니다",
    "number-too-long": "Qoo10의 어떤 번호보다도 긴 숫자입니다",
    "not-a-text": "문자열이나 정수여야 합니다({type} 형의 값이 들어 있습니다)",
    "lost-digits": "번호의 끝자리가 사라졌습니다. 번호는 문자열 그대로 넘기세요",
    "lost-digits-in-file": (
        "스프레드시트가 번호를 고쳐 써서 끝자리가 사라졌습니다. " + _EXPORT_AGAIN
    ),
    "decimal": (
        "프로그램이 번호를 소수로 바꾸었습니다. 이 열을 문자열로 읽게 하세요(pandas: dtype=str)"
    ),
    "word-for-empty": (
        "빈칸 대신 프로그램이 쓰는 말입니다. 빈칸은 빈칸 그대로 두세요(pandas: "
        "keep_default_na=False)"
    ),
    "not-a-date": (
        "Qoo10의 날짜 형식(2022-08-12, 2022/08/12, 20220812, 시각은 10:05:00까지)이 아닙니다"
    ),
    "rewritten-date": (
        "Qoo10의 날짜 형식(2022-08-12, 2022/08/12, 20220812, 시각 포함 가능)이 아닙니다. "
        "스프레드시트가 고쳐 썼습니다. " + _EXPORT_AGAIN
    ),
    "date-outside": "{first}년부터 {last}년까지의 날짜가 아닙니다",
    "no-such-date": "존재하지 않는 날짜나 시각입니다",
    "text-cut": "{length}자여서 앞의 {most}자까지만 읽었습니다",
    "text-folded": "줄바꿈이나 표시할 수 없는 문자가 있어 한 줄로 모아 읽었습니다",
    "not-a-tracking-number": "{most}자 이내의 한 줄이 아니어서 송장번호로 읽지 않았습니다",
    "unknown-shipping-status": "모르는 배송상태입니다. 알고 있는 것은 {known}입니다",
    "unknown-claim-status": "모르는 클레임 상태입니다. 알고 있는 것은 {known}입니다",
    "unknown-send-type": "모르는 AvailableSendType입니다. 알고 있는 것은 {known}입니다",
    "columns-disagree": (
        "이 행에서 {columns} 열의 값이 서로 달라 어느 쪽이 맞는지 알 수 없습니다"
    ),
    "delayed-without-date": "배송지연 행인데 지난 발송예정일을 알 수 없습니다",
    "delayed-but-ahead": (
        "배송지연 행인데 발송예정일({ship_date})이 확인한 날({day})보다 뒤입니다"
    ),
    "row-not-object": "행은 키가 있는 객체여야 합니다({type} 형의 값입니다)",
    "empty-rows": "빈 객체뿐인 행이 {count}건 있어 어느 주문의 것인지 알 수 없습니다",
    "line-too-long": "{most}바이트를 넘는 줄이라 건너뛰었습니다",
    "wrong-encoding": "머리글과 달리 이 줄의 문자 인코딩은 {encoding} 형식이 아닙니다",
    "wrong-width": "머리글은 {width}열인데 이 행은 {cells}열입니다",
    "not-csv": "CSV 행의 형식이 올바르지 않습니다. 따옴표와 줄 끝을 확인하세요",
    "open-quote": (
        "닫히지 않은 따옴표 때문에 {first}번째 줄부터 {last}번째 줄까지 한 행이 되었습니다"
    ),
    "contradiction": (
        "{other}번째 행의 같은 주문과 내용이 다르고 어느 쪽이 맞는지 알 수 없어 둘 다 읽지 "
        "않았습니다"
    ),
    "rows-differ": ("{other}번째 행과 같은 주문이지만 일부 열이 달라 일치하는 내용만 읽었습니다"),
    "more-problems": "이 밖에 문제가 {count}건 더 있지만 목록에는 싣지 않았습니다",
    "cannot-be-opened": "열 수 없습니다: {why}",
    "cannot-be-read": "읽을 수 없습니다: {why}",
    "saved-again": (
        "이 파일의 인코딩은 UTF-8이 아니라 {encoding}입니다. 스프레드시트로 다시 저장되어 긴 "
        "번호와 날짜가 모르는 사이에 바뀌었을 수 있습니다. 송장번호는 읽지 않았습니다. "
        "확실히 하려면 " + _EXPORT_AGAIN
    ),
    "utf-16": "CSV 파일이 아니라 스프레드시트가 쓰는 UTF-16 텍스트입니다. " + _EXPORT_AGAIN,
    "workbook-or-archive": (
        "CSV 파일이 아니라 엑셀 통합 문서(.xlsx, .xls)나 압축 파일입니다. " + _EXPORT_AGAIN
    ),
    "web-page": "웹페이지입니다(로그인 화면일 수 있습니다). 다시 로그인하여 한 번 더 받으세요",
    "xml-reply": "XML 형식의 QAPI 응답입니다. returnType=application/json으로 요청하세요",
    "semicolons": (
        "쉼표가 아니라 세미콜론으로 구분되어 있습니다. 일부 나라의 스프레드시트가 그렇게 "
        "저장합니다. " + _EXPORT_AGAIN
    ),
    "tabs": (
        "쉼표가 아니라 탭으로 구분되어 있습니다. 스프레드시트가 텍스트로 저장한 "
        "것입니다. " + _EXPORT_AGAIN
    ),
    "carriage-returns": "줄 끝이 캐리지 리턴뿐이라 J·QSM의 파일과 다릅니다. " + _EXPORT_AGAIN,
    "header-not-csv": (
        "첫 줄이 {encodings} 어느 것으로 읽어도 CSV 행이 아닙니다. " + _EXPORT_AGAIN
    ),
    "unknown-header": (
        "첫 줄이 알고 있는 머리글이 아닙니다. 읽을 수 있는 목록에는 다음 열이 있습니다: {headers}"
    ),
    "missing-columns": "{columns} 열이 없습니다. 모든 열을 포함해 내려받으세요",
    "header-too-long": "첫 줄이 머리글로는 너무 깁니다",
    "empty-file": "파일이 비어 있습니다",
    "not-a-reply": (
        "QAPI 응답은 ResultCode와 ResultObject가 있는 객체입니다({type} 형의 값을 받았습니다)"
    ),
    "reply-too-long": "응답이 너무 깁니다. 기간을 줄여 요청하세요",
    "reply-not-utf8": "응답이 UTF-8이 아닙니다. QAPI가 보낸 바이트를 그대로 넘기세요",
    "reply-too-deep": "응답의 중첩이 너무 깊습니다",
    "not-json": "JSON이 아니거나 중간에 잘렸습니다",
    "no-result-code": "ResultCode가 없어 QAPI 응답이 아닙니다. 키는 {keys}입니다",
    "blank-result-code": "ResultCode가 비어 있어 성공했는지 알 수 없습니다. 다시 요청하세요",
    "bad-result-code": "응답 코드가 숫자가 아닙니다",
    "no-result-object": "ResultObject가 없어 주문이 없다고 볼 수 없습니다. 키는 {keys}입니다",
    "result-not-rows": (
        "ResultObject는 객체 목록, 객체 하나, null 가운데 하나여야 합니다({type} 형의 값입니다)"
    ),
    "empty-result-object": (
        "ResultObject가 빈 객체라 주문이 없는지 알 수 없습니다. 없으면 []입니다"
    ),
    "empty-without-success": (
        "행이 없고 메시지도 SUCCESS가 아니어서 주문이 없다고 볼 수 없습니다"
    ),
    "error-in-success": "성공 코드인데 오류 메시지가 있습니다. 다시 요청하세요",
    "key-twice": "같은 키가 한 객체에 두 번 있어 어느 쪽이 맞는지 알 수 없습니다",
    "failed": "QAPI 응답 코드가 {code}이며 행이 오지 않았습니다",
    "failed-wrong-key": "QAPI 응답 코드 {code}: 판매자 인증키(SAK)를 확인하세요",
    "failed-no-such-method": "QAPI 응답 코드 {code}: 그런 API가 없거나 키가 틀렸습니다",
    "failed-not-allowed": "QAPI 응답 코드 {code}: 이 키에는 권한이 없습니다",
    "failed-expired-key": (
        "QAPI 응답 코드 {code}: 판매자 인증키(SAK)가 만료되었습니다. 새로 만드세요"
    ),
    "unanswered": "호출에 실패했습니다: {why}",
    "qapi-unanswered": "{method}의 응답을 받지 못했습니다: {why}. 다시 시도하면 될 수 있습니다",
    "qapi-end-unknown": (
        "{method}의 실행 여부를 알 수 없습니다({why}). 다시 보내기 전에 J·QSM에서 주문을 "
        "확인하거나 sync를 실행하십시오"
    ),
    "qapi-bad-key": (
        "판매자 인증키(SAK)는 공백 없는 인쇄 가능한 ASCII 문자 8~500자입니다. 다시 복사하십시오"
        "(여기에는 표시하지 않습니다)"
    ),
    "qapi-odd-url": "QAPI의 URL에는 사용자, 쿼리, 프래그먼트를 붙일 수 없습니다",
    "qapi-plain-http": "인증키는 https로만 보냅니다. http는 이 컴퓨터 자신에게만 쓸 수 있습니다",
    "qapi-late": "제한 시간 안에 응답이 없었습니다",
    "qapi-broken-off": "연결에 실패했습니다({error})",
    "qapi-too-long": "응답이 {most}바이트를 넘습니다",
    "qapi-no-result": "ResultObject가 없거나 둘 이상입니다",
    "qapi-no-row": "응답에 이 주문의 행이 없습니다",
    "qapi-no-key": "ResultObject가 인증키가 아닙니다",
    "qapi-not-ours": "QAPI의 응답이 아닙니다",
    "qapi-code": (
        "{method}의 응답 코드는 {code}{words}입니다. 이 번호의 뜻은 알려져 있지 않습니다. "
        "해당 메서드의 QAPI 가이드에서 찾아보십시오"
    ),
    "qapi-key-refused": (
        "{method}의 응답 코드는 {code}{words}입니다. 판매자 인증키(SAK)를 확인하십시오. "
        "비밀번호를 바꾸면 인증키가 무효가 됩니다(-90001은 메서드가 없을 때도 옵니다)"
    ),
    "qapi-key-expired": (
        "{method}의 응답 코드는 {code}{words}입니다. 판매자 인증키(SAK)가 만료되었습니다. "
        "새로 만드십시오"
    ),
    "qapi-not-allowed": (
        "{method}의 응답 코드는 {code}{words}입니다. 이 인증키에는 메서드를 쓸 권한이 "
        "없습니다. J·QSM에서 Qoo10에 문의하십시오"
    ),
    "qapi-bad-request": (
        "{method}의 응답 코드는 {code}{words}입니다. 호출의 날짜, 기간, 상태 또는 번호가 "
        "맞지 않습니다"
    ),
    "qapi-order-unknown": (
        "{method}의 응답 코드는 {code}{words}입니다. 이 상점에 그 주문이 없습니다. "
        "주문번호와 어느 상점의 인증키인지 확인하십시오"
    ),
    "qapi-wrong-state": (
        "{method}의 응답 코드는 {code}{words}입니다. 주문이 지금 상태에서는 이 작업을 할 "
        "수 없습니다. sync를 실행한 뒤 다시 확인하십시오"
    ),
    "may-be-cut": (
        "{first}부터 {last}까지 {rows}행이 와서 목록이 잘렸을 수 있습니다. 기간을 줄여 다시 "
        "요청하세요"
    ),
    "key-hidden": "셀에 인증키와 같은 문자열이 있어 표시하지 않습니다",
    "which-list": (
        "행이 없어 어느 목록이 전체인지 알 수 없습니다. read_claims나 read_shipping으로 읽으세요"
    ),
}
