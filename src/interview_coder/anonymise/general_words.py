"""Capitals and names that tell nobody: what all talk of health, work and government is full of."""

from __future__ import annotations

from interview_coder.language.word_lists import words_of

GENERAL = words_of(
    "mayor nhs gp gps uk eu usa us tv it hr pr ceo cfo coo mp mps pm ae icu itu hdu mri ct ecg eeg dna hiv aids covid "
    "ptsd adhd bmi gcse gcses pe pc cpd ot ots slt hca hcas cqc bbc cv cvs faq faqs id ids pdf sms url www ok okay "
    "fyi asap diy dvd cd pa pas qr vat vr ai iq nvq btec msc bsc ba ma mba phd md am aka eg ie etc dob ltd plc rip wc "
    "ppe pcr dwp hmrc esa pip dla camhs iapt sen send ehcp stp stps icb icbs ics icss ccg ccgs pct pcts lga dhsc ons "
    "nice stem uni unis ward england britain wales scotland ireland europe european british english welsh scottish "
    "irish american french german christmas easter ramadan eid diwali god jesus christ bible quran ms mr mrs dr sats "
    "ofsted gmc nmc hcpc gdc gphc national insurance social services universal credit wi-fi wifi zoom teams excel "
    "word powerpoint outlook microsoft google facebook twitter whatsapp youtube instagram amazon iphone ipad apple "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december spring summer autumn winter i i'm i've i'd i'll interviewer interviewee "
    "participant respondent speaker moderator facilitator int brexit tory tories labour conservative conservatives "
    "lib dem dems webvtt insta acas rnib liberal westminster whitehall parliament government state queen king prime "
    "muslim muslims jew jews jewish christian christians catholic catholics protestant protestants hindu hindus sikh "
    "sikhs buddhist buddhists arab arabs arabic asian asians african africans caribbean indian indians pakistani "
    "pakistanis bangladeshi bengali punjabi urdu chinese japanese korean vietnamese russian russians polish ukrainian "
    "romanian italian spanish portuguese greek turkish dutch danish swedish norwegian finnish australian canadian "
    "americans britons latin "
    "minister copd cpn cpns pcn pcns dols esr crp fbc uti utis dvt tia cmht cmhts mdt mdts gdpr "
    "internet web article section act rule chapter table figure appendix no nos para paras"
)
"""Folded words that are no name on their own in talk."""
DAYS_AND_MONTHS = words_of(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sep sept oct nov dec mondays tuesdays wednesdays "
    "thursdays fridays saturdays sundays christmas easter mon tue tues wed weds thu thur thurs fri"
)
"""Folded words that are a time."""
EVERYWHERE = words_of("i i'm i've i'd i'll nhs gp uk mr mrs ms dr tv ok no article section rule")
"""Folded words that are no name on their own in any text."""
INSTITUTIONS = words_of(
    "second third fourth fifth rule court courts fundamental freedoms protection rules protocol kingdom act acts "
    "crown evidence cassation appeal supreme constitutional high county administrative civil criminal commercial "
    "labour government ministry ministers parliament senate convention republic human rights commission committee "
    "council state foreign affairs interior justice defence finance office public prosecutor prosecutor's police "
    "authorities authority department board chamber registry registrar agent union european europe nations united "
    "security law code protection national federal general assembly assize district regional city town municipal "
    "provincial local military first instance section plenary grand governor prison president cabinet treasury audit "
    "bank central tax customs social insurance health education agriculture forestry land environment transport "
    "energy service services institute counsel solicitor barrister adviser advisers delegate honour majesty parole "
    "chief"
)
"""Folded words of which names of public bodies are made that every country has."""
LAWS = words_of("act acts code convention protocol regulation regulations directive bill charter rules constitution")
"""What ends the name of a law, which tells nobody."""
