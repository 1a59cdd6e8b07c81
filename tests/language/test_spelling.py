from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.language.spelling import spellings
from interview_coder.language.spelling_families import list_groups

MOST = 4

IN_TWO_WAYS = """
    organise organize | organised organized | organising organizing | organiser organizer | organises organizes
    organisation organization | organisations organizations | organisational organizational | privatise privatize
    privatisation privatization | prioritise prioritize | recognise recognize | recognisable recognizable
    reorganised reorganized | emphasise emphasize | hypothesised hypothesized | criticise criticize | realise realize
    apologise apologize | summarise summarize | marginalised marginalized | customise customize
    incentivise incentivize | ionise ionize | unrecognised unrecognized | aggrandisement aggrandizement
    analyse analyze | analysed analyzed | analyser analyzer | paralysing paralyzing | catalyse catalyze
    colour color | colours colors | colourful colorful | coloured colored | discoloured discolored | labour labor
    behaviour behavior | behaviours behaviors | behavioural behavioral | misbehaviour misbehavior | favourite favorite
    neighbour neighbor | neighbourhood neighborhood | neighbourly neighborly | honour honor | honourable honorable
    dishonour dishonor | unfavourable unfavorable | humour humor | rumour rumor | endeavour endeavor | harbour harbor
    centre center | centres centers | centred centered | centring centering | recentred recentered | theatre theater
    fibre fiber | litre liter | kilometre kilometer | calibre caliber | manoeuvre maneuver | manoeuvring maneuvering
    travelled traveled | travelling traveling | traveller traveler | cancelled canceled | modelling modeling
    labelled labeled | mislabelled mislabeled | counselling counseling | counsellor counselor | councillor councilor
    councillors councilors | fuelled fueled | refuelled refueled | signalling signaling | marvellous marvelous
    trialled trialed | jeweller jeweler | enrol enroll | enrolment enrollment | fulfil fulfill | fulfils fulfills
    instalment installment | skilful skillful | wilfully willfully | woollen woolen | cruellest cruelest
    analogue analog | catalogue catalog | dialogues dialogs | catalogued cataloged
    defence defense | offences offenses | licence license | licensed licenced | practice practise | practised practiced
    pretence pretense | defenceless defenseless
    anaemia anemia | anaesthetic anesthetic | paediatric pediatric | paedophile pedophile | gynaecology gynecology
    haemorrhage hemorrhage | leukaemia leukemia | foetus fetus | oestrogen estrogen | diarrhoea diarrhea
    orthopaedic orthopedic | encyclopaedia encyclopedia | mediaeval medieval | archaeology archeology
    homoeopathy homeopathy | coeliac celiac
    programme program | programmes programs | grey gray | plough plow | mould mold | sceptical skeptical
    judgement judgment | judgemental judgmental | acknowledgement acknowledgment | ageing aging | cosy cozy
    aluminium aluminum | jewellery jewelry | moustache mustache | pyjamas pajamas | yoghurt yogurt | artefact artifact
    adviser advisor | focussed focused | benefitted benefited | sizeable sizable | queueing queuing | towards toward
    tranquillity tranquility | maths math | sulphur sulfur | gaol jail | dietician dietitian
"""
IN_FOUR_WAYS = """
    anaesthetise anaesthetize anesthetise anesthetize | colourise colourize colorise colorize
    caesarean caesarian cesarean cesarian | tranquilliser tranquillizer tranquiliser tranquilizer
"""
IN_ONE_WAY = """
    size sizes sized sizing resize downsize downsized oversized capsize prize prizes seize seized assize maize
    citizen
    horizon amazing bizarre advise advised advising advisable advertise advertisement exercise exercised
    exercising
    exercises arise arising rise rising rises sunrise comprise comprised compromise compromised promise promising
    premise
    premises revise revised devise devised improvise improvisation supervise supervised televise despise disguise
    surprise surprised surprising enterprise enterprises franchise merchandise precise concise paradise expertise
    treatise
    otherwise likewise wise noise noises raise raised praise cruise bruise poise tortoise demise chastise incise
    excise
    circumcise apprise crisis crises basis bases oasis penises advisory vision division provision visit visible
    hour hours four fourth flour tour tours pour poured sour your yours our course court source resource journal
    journey
    actor doctor sector error mirror terror major minor senior junior director motor factor tutor mayor editor
    laboratory
    laborious vigorous humorous honorary glamorous floor door poor
    meter metre meters metres tire tyre tires tired tyres perimeter parameter thermometer diameter barometer
    timber
    timbre filter number member chamber offer proper enter winter letter better matter were there here store score
    more
    before fire care where acre ogre massacre
    called calling filled rolled pulled telling falling tall feeling dealing mailed failed railed boiled healed
    compelled controlled propelled rebelled expelled excelled patrolled spelled spelling smelled dwelling install
    installed enrolled fulfilled parallel control patrol
    tongue league vague rogue plague dogs log blog synagogue ideologue
    sense tense dense expense expenses response licensee science sciences silence sentence presence absence
    evidence
    difference essence fence fences hence pence prophecy prophesy advice advise device devise
    does goes toe shoe poem poet coexist aerial aerobic michael israel phoenix canoe poetry coerce
    check cheque cheques checks curb kerb story storey stories storeys draft draught disc disk inquiry enquiry
    speciality specialty tonne ton queue cue learnt learned burnt while whilst dependent dependant councils
    counsels
    council counsel councilman principal principle stationary stationery complement compliment affect effect
    ensure insure assure personal personnel loose lose quiet quite
    anyway data people service services care social hospital patient nurse nurses money manager management
    government
    community communities public private school house housing street think thing things good new
"""


def split_rows(rows: str) -> list[tuple[str, ...]]:
    return [tuple(words.split()) for line in rows.splitlines() for words in line.split("|") if words.split()]


TWO_WAYS = [row for row in split_rows(IN_TWO_WAYS) if len(row) == 2]
ALL_KNOWN = sorted({word for group in list_groups() for word in group} | {word for row in TWO_WAYS for word in row})
ENDINGS = ("ise", "ize", "ised", "izing", "isation", "izers", "yse", "yzed", "our", "or", "re", "er", "elled", "eled")
WORDS = (
    st.text(string.ascii_lowercase, min_size=1, max_size=10)
    | st.sampled_from(ALL_KNOWN)
    | st.builds(str.__add__, st.text(string.ascii_lowercase, max_size=7), st.sampled_from(ENDINGS))
    | st.builds(str.__add__, st.sampled_from(["un", "dis", "re", "mis", "over", "de"]), st.sampled_from(ALL_KNOWN))
    | st.text(max_size=6)
)


@pytest.mark.parametrize("row", [*TWO_WAYS, *split_rows(IN_FOUR_WAYS)], ids=" ".join)
def test_british_and_american_spellings_are_one(row: tuple[str, ...]) -> None:
    for word in row:
        assert spellings(word) == set(row)


@pytest.mark.parametrize("word", IN_ONE_WAY.split())
def test_words_that_are_spelled_in_one_way_are_left_alone(word: str) -> None:
    assert spellings(word) == {word}


@given(WORDS)
def test_spellings_are_one_whichever_is_asked_for(word: str) -> None:
    found = spellings(word)
    assert word in found
    assert len(found) <= MOST
    assert all(spellings(other) == found for other in found)


def test_all_words_of_the_lists_are_one_whichever_is_asked_for() -> None:
    for word in ALL_KNOWN:
        found = spellings(word)
        assert word in found
        assert 1 < len(found) <= MOST
        assert all(spellings(other) == found for other in found)


def test_all_words_of_the_lists_with_something_before_are_one_whichever_is_asked_for() -> None:
    prefixes = ["un", "dis", "re", "mis", "non", "over", "under", "multi", "sub", "inter", "de"]
    for word in (prefix + word for prefix in prefixes for word in ALL_KNOWN):
        found = spellings(word)
        assert all(spellings(other) == found for other in found), word


def test_words_that_are_two_are_not_joined() -> None:
    pairs = [
        ("story", "storey"), ("check", "cheque"), ("curb", "kerb"), ("metre", "meter"), ("tyre", "tire"),
        ("council", "counsel"), ("councillor", "counsellor"), ("draught", "draft"), ("advice", "advise"),
        ("device", "devise"), ("hour", "our"), ("dependent", "dependant"),
    ]  # fmt: skip
    for one, other in pairs:
        assert spellings(one).isdisjoint(spellings(other))
