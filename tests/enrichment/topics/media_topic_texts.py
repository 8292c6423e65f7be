"""One short article for each of the seventeen topics at the top of IPTC's Media Topics."""

ONE_TEXT_A_TOPIC = {
    "arts, culture, entertainment and media": (
        "The orchestra opened its season with a symphony by a composer of 26. "
        "Critics praised the violinist, who played the solo part from memory. "
        "A recording of the evening will be broadcast on public radio in December."
    ),
    "crime, law and justice": (
        "A court in Leeds has jailed two brothers for a string of burglaries. "
        "Officers found stolen jewellery and forged passports in their flat. "
        "The defence lawyer said that his clients would appeal against the verdict."
    ),
    "disaster, accident and emergency incident": (
        "A suspension bridge gave way under a crowd of walkers, and dozens fell into the gorge. "
        "Divers and helicopter crews are looking for the missing, and eleven bodies were found. "
        "Survivors clung to cables until firemen reached them with ropes."
    ),
    "economy, business and finance": (
        "The brewery group reported a fall in turnover and cut its dividend for the first time. "
        "Analysts had hoped for better margins after the sale of its bottling plants. "
        "Its stock lost 7 percent in early trading in Frankfurt."
    ),
    "education": (
        "More than a third of ten-year-olds cannot read a simple story, school inspectors report. "
        "The minister wants an extra hour of reading in every classroom and better training for "
        "teachers. Head teachers say that they lack books and staff."
    ),
    "environment": (
        "Otters have come back to the river after fifty years, and so have salmon and kingfishers. "
        "Biologists credit cleaner water and the removal of two weirs. "
        "They warn that pesticides from farmland still threaten the wetlands downstream."
    ),
    "health": (
        "Measles has spread to three more districts, and most of those who fell ill are toddlers "
        "who had missed their jab. Paediatricians urge parents to have their children immunised. "
        "Hospitals have opened isolation wards for the sick."
    ),
    "human interest": (
        "A tortoise that escaped from a back garden in spring was found eleven months later, two "
        "streets away. Its owner, aged 81, said that she had never stopped leaving lettuce by the "
        "gate. Neighbours threw a small party to welcome the pet home."
    ),
    "labour": (
        "Dockers downed tools at four ports after talks about their wages broke down. "
        "The union says that its members have worked unpaid overtime for two years. "
        "Employers offered a raise of 2 percent and warned of job losses."
    ),
    "lifestyle and leisure": (
        "A pinch of smoked salt and a slow oven are all you need for tender roast aubergines. "
        "Serve them with yoghurt, mint and warm flatbread to your guests. "
        "For a picnic, let the dish cool and pack it with a bottle of chilled rosé."
    ),
    "politics and government": (
        "The coalition fell apart after the liberals left the cabinet over the pension bill. "
        "The chancellor will ask parliament for a vote of confidence on Monday. "
        "Polls show the opposition ahead, should there be an early election."
    ),
    "religion": (
        "The archbishop washed the feet of twelve parishioners in the cathedral on Maundy "
        "Thursday. In his sermon he asked the faithful to pray for their enemies. "
        "Nuns from a nearby convent sang the psalms."
    ),
    "science and technology": (
        "Physicists have built a clock that would lose less than a second in the age of the "
        "universe. It counts the light of strontium atoms held by lasers. "
        "The team hopes to test Einstein's theory with two such instruments."
    ),
    "society": (
        "One in five mothers brings up her children alone, a study of households shows. "
        "Many single parents are poor and depend on benefits, and sons and daughters of "
        "immigrants fare worst. Researchers also asked how couples share the housework."
    ),
    "sport": (
        "The visitors equalised in stoppage time and then won the shoot-out. "
        "Their goalkeeper saved three penalties in her first cup final. "
        "The captain limped off with a torn hamstring before half-time."
    ),
    "conflict, war and peace": (
        "Artillery fire was heard along the front line despite the armistice. "
        "The general staff accused the insurgents of moving tanks into the buffer zone. "
        "Envoys will try to save the truce at talks in Vienna."
    ),
    "weather": (
        "Drizzle will give way to bright spells in the afternoon, with highs of 14 degrees. "
        "Winds freshen from the west overnight and may reach gale force on the coast. "
        "The outlook for the weekend is colder, with sleet on higher ground."
    ),
}
