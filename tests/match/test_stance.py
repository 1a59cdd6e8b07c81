"""How the words between two bars are meant, in invented sentences, by kind."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.language import Language, load_language
from interview_coder.match.stance import REACH, REPORT_REACH, cue_flags, read_stance
from interview_coder.model.coding import STANCES
from interview_coder.model.segment import Paragraph


@cache
def blank_language() -> Language:
    return load_language("blank")


def stance_of(marked: str) -> tuple[str, str | None]:
    """Read the stance to the words between bars (every second piece): how they are meant, and the cue."""
    pieces = marked.split("|")
    text = "".join(pieces)
    borders = [len("".join(pieces[:count])) for count in range(len(pieces) + 1)]
    looked_for = list(zip(borders[1::2], borders[2::2], strict=False))
    words = blank_language().read_words(text, [Paragraph(1, 0, len(text))])
    cues = [cue_flags(*blank_language().vocabulary.forms(number)[:3]) for number in words.types.tolist()]
    hit = [
        place
        for place, word_start in enumerate(words.starts.tolist())
        if any(start <= word_start < end for start, end in looked_for)
    ]
    stance, cue = read_stance(cues, words.joined.tolist(), hit)
    return stance, None if cue is None else text[words.starts[cue] : words.ends[cue]]


SAID = {
    "no cue at all": [
        "It is |toxic|.",
        "|Toxic|.",
        "The notion is |toxic|.",
        "We had a |strategy| and we kept to it.",
        "I am sure that it is |toxic|.",
        "The nottingham people found it |toxic|.",
    ],
    "a cue behind the words": [
        "It is |toxic|, not good.",
        "It is |toxic|, perhaps.",
        "It is |toxic| if you look closely.",
        "There is a |strategy| but nobody reads it.",
        "The |brand| is not on the posters.",
        "The |closure| would have been kinder in spring.",
    ],
    "a cue of another clause": [
        "It is not good but it is |toxic|.",
        "It is not good because it is |toxic|.",
        "It is not good and it is |toxic|.",
        "If nobody asks, who knows, it is |toxic|.",
        "Perhaps it is good, although it is |toxic|.",
        "They did not come when the |wards closed|.",
        "We never met so the |plan| went ahead.",
        "She was not well, the |closure| went ahead.",
        "He didn't read it, it was |toxic| from the start.",
        "If they want to meet they can, but the |cuts| are coming.",
        "Maybe next year, and the |cuts| go on.",
        "It was not good it was |toxic|.",
        "I would go back tomorrow but the |ward closed|.",
    ],
    "the answer no": [
        "No, it is |toxic|.",
        "No, no, it is |toxic|.",
        "Well, no – it is |toxic|.",
        "No it is |toxic|.",
        "Nothing, the |staff| are lovely.",
        "Not really, it is all |cuts|.",
        "Never, they were |toxic| from the start.",
        "Nothing everyone was |helpful|.",
        "Nothing they were |helpful|.",
        "Nothing really she |listened| to us.",
    ],
    "a denial that takes itself back": [
        "It is not only |toxic|.",
        "It is not just |toxic|.",
        "It is not merely |toxic|.",
        "It is not even |toxic|.",
        "There is no doubt it is |toxic|.",
        "There's no denying that it is |toxic|.",
        "I do not doubt that it is |toxic|.",
        "Nobody doubts that it is |toxic|.",
        "It is not surprising that it is |toxic|.",
        "No wonder it is |toxic|.",
        "You cannot deny that it is |toxic|.",
        "Nobody can deny that it is |toxic|.",
        "I don't deny that it is |toxic|.",
        "I wouldn't deny it was about |cuts|.",
        "I don't disagree that it is |toxic|.",
        "It is not untrue that it is |toxic|.",
        "Don't forget that it is |toxic|.",
        "You can't ignore the |cuts|.",
        "We cannot stress enough how |toxic| it is.",
        "It was nothing but |cuts|.",
        "It was nothing more than a |savings exercise|.",
        "It was little more than a |savings exercise|.",
        "It is no less |toxic|.",
        "It is nothing short of |toxic|.",
        "It goes without saying that it is |toxic|.",
        "It was hard, not to mention |toxic|.",
        "They could not be more |toxic|.",
        "The meeting was not without |rancour|.",
        "I don't think there is no |strategy|.",
        "Nobody says it is not |toxic|.",
        "There is no lack of |ambition|.",
        "They did not fail to |consult| us.",
        "There is nothing apart from |cuts|.",
        "You cannot run a ward without |nurses|.",
        "I don't mind the |closure|.",
    ],
    "a question that expects yes": [
        "Isn't it |toxic|?",
        "Don't you think it is |toxic|?",
        "Wasn't that just |cuts|?",
        "Didn't they |close| it?",
    ],
    "a cue that was looked for": [
        "There is |no strategy|.",
        "I |do not trust| them.",
        "We |might close|.",
        "|Maybe|.",
        "They |said it was cuts|.",
        "|If they close| it, we go.",
        "It is |nothing to do with us|.",
        "I would |not trust| them.",
        "It may |not| be |toxic|.",
        "|Nobody| here had no |mandate|.",
    ],
    "a filler or a degree": [
        "It is sort of |toxic|.",
        "It is kind of a |savings exercise|.",
        "It is a bit of a |savings exercise|.",
        "It is rather |toxic|.",
        "It is quite |toxic|, you know.",
        "It is, like, |toxic|.",
        "It is a little |toxic|.",
    ],
    "what the speaker says in the first person": [
        "I said it was |toxic|.",
        "I think it is |toxic|.",
        "I do think it is |toxic|.",
        "I have always said that it was about |cuts|.",
        "We say it is |toxic|.",
        "We believe that it is |toxic|.",
        "I would say it is |toxic|.",
        "I'd say it is |toxic|.",
        "I'd call it a |savings exercise|.",
        "I call it a |savings exercise|.",
        "I have to say it is |toxic|.",
        "We told them it was |toxic|.",
        "I see it as a |savings exercise|.",
        "I'm worried that it is |toxic|.",
        "My view is that it is |toxic|.",
        "My fear is that it is about |cuts|.",
        "In my view it is |toxic|.",
        "They said it was fine and I think it is |toxic|.",
        "People say it is fine, I say it is |toxic|.",
        "If you ask me, it is |toxic|.",
        "If I'm honest, it is |toxic|.",
        "If I may say so, it is |toxic|.",
        "If you know what I mean it is |toxic|.",
        "If you look at it, it is |toxic|.",
        "Our concern was that it was |toxic|.",
        "As I said, it is about |cuts|.",
        "You could say it was |toxic|.",
    ],
    "what a thing is for": [
        "The idea is that we |save money|.",
        "The notion is that it is |safe|.",
    ],
    "a word that only looks like a report": [
        "They talked about the |cuts|.",
        "They told us about the |closure|.",
        "They told me to |wait|.",
        "They have no say: it is |toxic|.",
        "We have a say in the |closure|.",
        "Having said that, it is |toxic|.",
        "That said, it is |toxic|.",
        "The nurse called the |doctor|.",
        "They called us back about the |closure|.",
        "The patients were seen in the |closed ward|.",
        "He wrote a |strategy|.",
        "The staff know it is |toxic|.",
        "They found that it was |toxic|.",
        "She reported the |closure|.",
        "They believed me although it is |toxic|.",
        "I was seen quickly in the |closed ward|.",
        "They made her feel |welcome|.",
        "They let the residents feel |welcome|.",
        "They told us how |toxic| it was.",
        "She said what |cuts| there were.",
        "He insisted on the |closure|.",
        "They complained for weeks of the |closure|.",
        "There was a lot of worry when the |ward closed|.",
        "It is worrying that the |ward closed|.",
        "The concern that I have is |privacy|.",
        "There was more concern about that than about |safety|.",
        "It shows how people are feeling and that is |useful|.",
        "You have concerns that it is |toxic|.",
        "As she said, it is |toxic|.",
        "What they said about us was right, it is |toxic|.",
        "It varies according to the |ward|.",
        "Residents remember what they were told about the |closure|.",
        "The library feels |cold|.",
        "The council was admitted to the |partnership|.",
        "Once they heard, they |left|.",
    ],
    "a report that has ended": [
        "They said it was fine but it is |toxic|.",
        "They said it was fine, but we knew it was |toxic|.",
        "People think it is fine, so the |cuts| go on.",
        "They say it is toxic because |nobody consulted| them.",
        "The press said so and we |closed the ward|.",
        "People call it a plan, we |cut the beds|.",
        "They said it was fine, although it is |toxic|.",
        "They said it was fine, yet it is |toxic|.",
        "They insisted it was fine despite the |closure|.",
        "They told us of a new clinic, which has |closed|.",
        "They told us it was fine, they |closed the ward|.",
        "It says care on the door, and what you get is |cuts|.",
    ],
    "a would of politeness": [
        "I would like to mention the |cuts|.",
        "I would say the |cuts| came first.",
        "I would argue that it is |toxic|.",
        "I would recommend the |clinic|.",
        "We would love a |strategy|.",
    ],
    "what one was able to do": [
        "I could see it was |toxic|.",
        "They did all they could to |help|.",
        "I could hear the |anger|.",
        "You can imagine that it was |toxic|.",
    ],
    "far, but from nothing": [
        "They went so far as to |close| it.",
    ],
    "a condition that is none": [
        "It felt as if it were |toxic|.",
        "If anything, it is |toxic|.",
        "Little if any of it is |toxic|.",
        "In May it was |toxic|.",
        "If they ask, we will go, it is |toxic|.",
        "I'd been sent the |strategy|.",
        "I do |not| wish for it, the |ward closed|.",
        "Staff wish to |leave|.",
    ],
    "what was done, and something better": [
        "They should listen instead of |closing wards|.",
        "It could have been done at home rather than |rushed|.",
        "They need to listen rather than |cut|.",
    ],
    "what others do not know": [
        "People do not know it is |toxic|.",
        "Residents don't know about the |plan|.",
    ],
}
HEDGED = {
    "a word of doubt": [
        ("Maybe it is |toxic|.", "Maybe"),
        ("Perhaps it is |toxic|.", "Perhaps"),
        ("Perhaps, it is |toxic|.", "Perhaps"),
        ("It might be |toxic|.", "might"),
        ("It may be |toxic|.", "may"),
        ("It is probably |toxic|.", "probably"),
        ("It is possibly about |cuts|.", "possibly"),
        ("It is arguably |toxic|.", "arguably"),
        ("Presumably it is |toxic|.", "Presumably"),
        ("It seems |toxic|.", "seems"),
        ("It is likely to be |toxic|.", "likely"),
        ("I think it might be |toxic|.", "might"),
        ("I think maybe it was a |savings exercise|.", "maybe"),
        ("Perhaps it is possibly |toxic|.", "possibly"),
        ("Maybe there is |no strategy|.", "Maybe"),
    ],
    "a verb of doubt": [
        ("I suppose it is |toxic|.", "suppose"),
        ("I guess it is |toxic|.", "guess"),
        ("I suspect it is |toxic|.", "suspect"),
        ("I imagine it is |toxic|.", "imagine"),
        ("I assume it is |toxic|.", "assume"),
        ("I wonder whether it is |toxic|.", "wonder"),
        ("I doubt that it is |toxic|.", "doubt"),
        ("I was wondering if it was |toxic|.", "wondering"),
    ],
    "not sure": [
        ("I'm unsure it is |toxic|.", "unsure"),
        ("I'm not sure it is |toxic|.", "not"),
        ("I'm not sure if it is |toxic|.", "not"),
        ("I'm not really sure whether it is |toxic|.", "not"),
        ("I am not convinced it is |toxic|.", "not"),
        ("I'm not certain that it is |toxic|.", "not"),
        ("I don't know that it is |toxic|.", "n't"),
        ("I don't know if it is |toxic|.", "n't"),
        ("We don't know how |toxic| it is.", "n't"),
        ("It is unclear whether it is |toxic|.", "unclear"),
        ("It's not clear that there is a |strategy|.", "not"),
    ],
    "not all": [
        ("It is not always |toxic|.", "not"),
        ("It is not necessarily |toxic|.", "not"),
        ("Not all of it is |toxic|.", "Not"),
        ("Not every meeting is |toxic|.", "Not"),
        ("It is not entirely a |savings exercise|.", "not"),
    ],
}
HYPOTHETICAL = {
    "if before the words": [
        ("If it is |toxic| we stop.", "If"),
        ("We stop if it is |toxic|.", "if"),
        ("Even if it is |toxic|, we go on.", "if"),
        ("We go on unless it is |toxic|.", "unless"),
        ("They asked whether it was |toxic|.", "whether"),
        ("Whether or not it is |toxic|, we go on.", "Whether"),
        ("What if they |close the ward|?", "if"),
        ("If they meet and |close the ward|, we go.", "If"),
        ("If only they had |consulted| us.", "If"),
    ],
    "the clause right after the comma": [
        ("If they merge, the |ward closes|.", "If"),
        ("If they merge, we |lose the ward|.", "If"),
        ("If they sell the land, it is a |savings exercise|.", "If"),
        ("Unless we act, the |ward closes|.", "Unless"),
        ("If the money goes then the |ward closes|.", "If"),
        ("If we had a bigger room, more |residents come|.", "If"),
    ],
    "a thought-up case": [
        ("Imagine it is |toxic|.", "Imagine"),
        ("Imagine that they |close the ward|.", "Imagine"),
        ("Suppose they |close the ward|.", "Suppose"),
        ("Just suppose it was a |savings exercise|.", "suppose"),
        ("Supposing they |close the ward|.", "Supposing"),
        ("I wish they had |consulted| us.", "wish"),
        ("I hope they |consult| us.", "hope"),
        ("It is hoped that the |ward| opens.", "hoped"),
    ],
    "would, could, might have": [
        ("It would be |toxic|.", "would"),
        ("It would have been |toxic|.", "would"),
        ("That'd be |toxic|.", "'d"),
        ("It could have been |toxic|.", "could"),
        ("It might have been |toxic|.", "might"),
        ("They should have |consulted| us.", "should"),
        ("It could be |better|.", "could"),
        ("They would |close the ward|.", "would"),
        ("It would probably be |toxic|.", "would"),
        ("It was supposed to be a |strategy|.", "supposed"),
        ("It is meant to be a |strategy|.", "meant"),
        ("Without the nurse we would have |closed|.", "would"),
        ("Without |support| we would have closed.", "Without"),
        ("Without the |nurses| from the clinic on the hill I would not be here.", "Without"),
    ],
    "a denial within the case": [
        ("If it is not |toxic|, what is it?", "If"),
        ("If there is no |strategy|, we stop.", "If"),
        ("I wish it were not |toxic|.", "wish"),
    ],
}
REPORTED = {
    "people and what they say": [
        ("They said it was |toxic|.", "said"),
        ("They said that it was |toxic|.", "said"),
        ("People say it is |toxic|.", "say"),
        ("She says it is |toxic|.", "says"),
        ("Everyone says it is about |cuts|.", "says"),
        ("Some say it is about |cuts|.", "say"),
        ("The council said it was |toxic|.", "said"),
        ("The papers claim it is |toxic|.", "claim"),
        ("The minister argued that it was a |savings exercise|.", "argued"),
        ("Campaigners have always said it was about |cuts|.", "said"),
        ("Residents are telling us it is |toxic|.", "telling"),
        ("They kept saying it was |toxic|.", "saying"),
        ("Staff used to say it was |toxic|.", "say"),
        ("The government insists it is a |strategy|.", "insists"),
        ("He told us that it was about |cuts|.", "told"),
        ("The doctors would say it is |toxic|.", "say"),
        ("Residents here would tell you it is |toxic|.", "tell"),
        ("The residents who said it was |toxic| left.", "said"),
        ("Smith said it was |toxic|.", "said"),
        ("It says on the poster that it is a |strategy|.", "says"),
        ("One manager commented that it was |toxic|.", "commented"),
        ("They admitted that it was |toxic|.", "admitted"),
        ("People complained that it was |toxic|.", "complained"),
        ("They said, it is |toxic|.", "said"),
        ("They said “it is |toxic|”.", "said"),
        ("They said it was slow, costly and |toxic|.", "said"),
        ("They said it was slow and that it was |toxic|.", "said"),
        ("They said the meeting on Friday in the town hall was |toxic|.", "said"),
        ("They said it was closed because of |cuts|.", "said"),
    ],
    "people and what they think": [
        ("People think it is |toxic|.", "think"),
        ("They thought it was |toxic|.", "thought"),
        ("Patients believe that it is a |savings exercise|.", "believe"),
        ("The public feel it is |toxic|.", "feel"),
        ("Councillors suspect it is about |cuts|.", "suspect"),
        ("They see it as a |savings exercise|.", "see"),
        ("People saw the plan as a |savings exercise|.", "saw"),
        ("Residents regard it as |toxic|.", "regard"),
        ("People call it a |savings exercise|.", "call"),
        ("They called it |toxic|.", "called"),
        ("Staff are worried that it is |toxic|.", "worried"),
        ("Campaigners are convinced it is about |cuts|.", "convinced"),
        ("They fear it is |toxic|.", "fear"),
        ("They assume that it is about |cuts|.", "assume"),
        ("Residents wonder whether it is |toxic|.", "wonder"),
        ("They suppose it is |toxic|.", "suppose"),
        ("A lot of people think it's |toxic|.", "think"),
        ("Smith believes that it is |toxic|.", "believes"),
        ("What people say is that it is |toxic|.", "say"),
        ("Most of them think that it is |toxic|.", "think"),
    ],
    "what one was told": [
        ("We were told it was |toxic|.", "told"),
        ("We were told that it was about |cuts|.", "told"),
        ("I've been told it is |toxic|.", "told"),
        ("I was told that there was a |strategy|.", "told"),
        ("I heard that it was |toxic|.", "heard"),
        ("I heard it was |toxic|.", "heard"),
        ("I read that it was about |cuts|.", "read"),
        ("It is said to be |toxic|.", "said"),
        ("It was described as |toxic|.", "described"),
        ("It was sold to us as a |strategy|.", "sold"),
        ("It is seen as a |savings exercise|.", "seen"),
        ("It has been reported that it is |toxic|.", "reported"),
        ("It is still perceived as |toxic|.", "perceived"),
        ("It is thought that it is |toxic|.", "thought"),
        ("Apparently it is |toxic|.", "Apparently"),
        ("It is allegedly |toxic|.", "allegedly"),
        ("The so-called |strategy| is out.", "called"),
    ],
    "whose view it is": [
        ("According to the press it is |toxic|.", "According"),
        ("According to the council, it is a |strategy|.", "According"),
        ("It is |toxic|, according to the press.", "according"),
        ("It was about |cuts|, they said.", "said"),
        ("It was a |strategy|, she told us.", "told"),
        ("There is a perception that it is |toxic|.", "perception"),
        ("There was a rumour that it was about |cuts|.", "rumour"),
        ("The accusation that it is |toxic| hurt.", "accusation"),
        ("In their view it is |toxic|.", "view"),
        ("The fear is that it is |toxic|.", "fear"),
        ("The perception was that it was about |cuts|.", "perception"),
        ("They have a belief that it is about |cuts|.", "belief"),
        ("There is a perception among residents that it is |toxic|.", "perception"),
        ("One of the criticisms of the plan was that it was |toxic|.", "criticisms"),
        ("A concern raised by some of the nurses was that it was not |safe|.", "concern"),
    ],
    "what others deny": [
        ("They said it was not |toxic|.", "said"),
        ("They told us it was not about |cuts|.", "told"),
        ("They said there was no |strategy|.", "said"),
        ("We did not go as my brother felt they would not |help|.", "felt"),
        ("They deny that it is |toxic|.", "deny"),
        ("They denied that it is |toxic|.", "denied"),
        ("The council rejected that it was |toxic|.", "rejected"),
        ("We were told it was never about |cuts|.", "told"),
    ],
    "what others think of as a case or a chance": [
        ("They said it might be |toxic|.", "said"),
        ("They said if it closed it would be |toxic|.", "said"),
        ("People think perhaps it is |toxic|.", "think"),
        ("Perhaps people think it is |toxic|.", "think"),
    ],
    "not all people": [
        ("Not everyone says it is |toxic|.", "says"),
        ("Not all residents think it is |toxic|.", "think"),
    ],
}
DENIED = {
    "a denial shortly before": [
        ("It is not |toxic|.", "not"),
        ("It isn't |toxic|.", "n't"),
        ("It isn’t |toxic|.", "n’t"),
        ("It was never |toxic|.", "never"),
        ("Nobody called it |toxic|.", "Nobody"),
        ("Nothing about it is |toxic|.", "Nothing"),
        ("None of it is |toxic|.", "None"),
        ("There is no |strategy| here.", "no"),
        ("It is neither |toxic| nor bad.", "neither"),
        ("It was done without a |strategy|.", "without"),
        ("It is hardly |toxic|.", "hardly"),
        ("It is barely |toxic|.", "barely"),
        ("It is not “|toxic|”.", "not"),
        ("NOT |toxic|.", "NOT"),
        ("It is no longer |toxic|.", "no"),
        ("It is not so |toxic|.", "not"),
        ("It is not very |toxic|.", "not"),
        ("It cannot be |toxic|.", "not"),
        ("It is not about |cuts|.", "not"),
        ("It has nothing to do with |cuts|.", "nothing"),
        ("It was never meant as a |savings exercise|.", "never"),
        ("It is not bad or |toxic|.", "not"),
        ("It is not slow, costly or |toxic|.", "not"),
        ("It's not a, a |savings exercise|.", "not"),
        ("Don't |close| it.", "n't"),
        ("There was nothing they could have |saved|.", "nothing"),
        ("There is no plan we can |trust|.", "no"),
        ("I cannot think of anything they could have |saved|.", "not"),
        ("It has not yet been |closed|.", "not"),
    ],
    "what the speaker does not hold": [
        ("I do not think it is |toxic|.", "not"),
        ("I don't believe that it is |toxic|.", "n't"),
        ("I don't accept it was about |cuts|.", "n't"),
        ("I never thought of it as a |savings exercise|.", "never"),
        ("I never saw it as a |savings exercise|.", "never"),
        ("I'm not saying it is |toxic|.", "not"),
        ("I would not call the |brand toxic|.", "not"),
        ("I wouldn't say it was |toxic|.", "n't"),
        ("It wouldn't be |toxic|.", "n't"),
        ("It is not, I think, |toxic|.", "not"),
        ("It is not true that it is |toxic|.", "not"),
        ("It is not because they wanted |cuts|.", "not"),
        ("There is no way it is |toxic|.", "no"),
        ("It's not like it is |toxic|.", "not"),
        ("It is about care, not |cuts|.", "not"),
        ("It is not the case that it is |toxic|.", "not"),
        ("It's not that it is |toxic|.", "not"),
    ],
    "a verb or noun of denial": [
        ("I deny that it is |toxic|.", "deny"),
        ("We deny it was about |cuts|.", "deny"),
        ("I disagree that it is |toxic|.", "disagree"),
        ("I would dispute that it is |toxic|.", "dispute"),
        ("It is untrue that it is |toxic|.", "untrue"),
        ("It is a myth that it is |toxic|.", "myth"),
        ("It's nonsense that it was about |cuts|.", "nonsense"),
        ("The idea that it is about |cuts| is a myth.", "myth"),
        ("The notion that it is about |cuts| I think is mistaken.", "mistaken"),
        ("That it was about |cuts| is simply not true.", "not"),
    ],
    "words that come to no": [
        ("It is far from |toxic|.", "far"),
        ("It is far from being a |savings exercise|.", "far"),
        ("It is anything but |toxic|.", "anything"),
        ("It was about care rather than |cuts|.", "rather"),
        ("We listened instead of |cutting|.", "instead"),
        ("There is a lack of |trust|.", "lack"),
        ("It lacks a |strategy|.", "lacks"),
        ("They failed to |consult| us.", "failed"),
    ],
    "a report or doubt that is denied": [
        ("They never said it was |toxic|.", "never"),
        ("Nobody said it was |toxic|.", "Nobody"),
        ("People do not see it as a |savings exercise|.", "not"),
        ("I don't think people see it as |toxic|.", "n't"),
        ("I don't think that the residents say it is |toxic|.", "n't"),
        ("Perhaps it is not |toxic|.", "not"),
        ("It is not perhaps |toxic|.", "not"),
        ("We were never told it was |toxic|.", "never"),
    ],
    "a cue between two parts of the match": [
        ("The |brand| is not |toxic|.", "not"),
        ("The |plan| was never about |cuts|.", "never"),
    ],
}
FAR_FROM_A_PLACE = ["It is far from the |hospital|.", "We live far from our |surgery|."]
OTHER_GAPS = [
    ("The |plan| might be |toxic|.", "hedged", "might"),
    ("The |plan| would be |toxic|.", "hypothetical", "would"),
    ("The |plan| is still seen as |toxic|.", "reported", "seen"),
]


def rows(table: dict[str, list[tuple[str, str]]]) -> list[object]:
    return [pytest.param(*row, id=f"{kind}: {row[0]}") for kind, given_rows in table.items() for row in given_rows]


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=f"{kind}: {text}") for kind, texts in SAID.items() for text in texts]
)
def test_what_no_cue_reaches_is_said(text: str) -> None:
    assert stance_of(text) == ("said", None)


@pytest.mark.parametrize(("text", "cue"), rows(HEDGED))
def test_what_the_speaker_is_not_sure_of_is_hedged(text: str, cue: str) -> None:
    assert stance_of(text) == ("hedged", cue)


@pytest.mark.parametrize(("text", "cue"), rows(HYPOTHETICAL))
def test_what_is_thought_up_is_hypothetical(text: str, cue: str) -> None:
    assert stance_of(text) == ("hypothetical", cue)


@pytest.mark.parametrize(("text", "cue"), rows(REPORTED))
def test_what_others_say_or_think_is_reported(text: str, cue: str) -> None:
    assert stance_of(text) == ("reported", cue)


@pytest.mark.parametrize(("text", "cue"), rows(DENIED))
def test_what_the_speaker_says_is_not_so_is_denied(text: str, cue: str) -> None:
    assert stance_of(text) == ("denied", cue)


@pytest.mark.parametrize("text", FAR_FROM_A_PLACE)
def test_a_distance_denies_nothing(text: str) -> None:
    assert stance_of(text) == ("said", None)


@pytest.mark.parametrize(("text", "stance", "cue"), OTHER_GAPS)
def test_a_cue_between_two_parts_of_the_match_counts(text: str, stance: str, cue: str) -> None:
    assert stance_of(text) == (stance, cue)


@pytest.mark.parametrize(
    "text", ["The |plan| was late, nobody saw the |figures|.", "The |plan| is out and nobody knows the |figures|."]
)
def test_a_cue_between_two_parts_of_a_match_in_two_clauses_does_not_count(text: str) -> None:
    assert stance_of(text) == ("said", None)


def test_a_denial_reaches_only_so_far() -> None:
    assert stance_of("not " + "very " * (REACH - 1) + "|toxic|") == ("denied", "not")
    assert stance_of("not " + "very " * REACH + "|toxic|") == ("said", None)


def test_a_report_reaches_further_than_a_denial() -> None:
    assert stance_of("they said " + "very " * (REPORT_REACH - 1) + "|toxic|") == ("reported", "said")
    assert stance_of("they said " + "very " * REPORT_REACH + "|toxic|") == ("said", None)


def test_a_comma_after_a_word_that_ends_no_clause_does_not_shorten_the_reach() -> None:
    assert stance_of("not " + "very, " * (REACH - 1) + "|toxic|") == ("denied", "not")


@given(
    st.lists(st.tuples(st.integers(0, 2**100), st.booleans()), min_size=1, max_size=40),
    st.sets(st.integers(0, 39), min_size=1),
)
def test_any_words_have_a_stance_and_the_cue_is_a_word_outside_the_hit(
    words: list[tuple[int, bool]], places: set[int]
) -> None:
    hit = sorted(place for place in places if place < len(words)) or [0]
    stance, cue = read_stance([bits for bits, _ in words], [joined for _, joined in words], hit)
    assert stance in STANCES
    assert (cue is None) == (stance == "said")
    assert cue is None or (cue in range(len(words)) and cue not in hit)
