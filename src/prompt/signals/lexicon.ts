/**
 * Word lists that tell what a sentence is made of. A word that stands in none of them may carry a detail.
 */

/** A set of lower-case words from a list written as plain text. */
export const wordSet = (...lists: readonly string[]): ReadonlySet<string> =>
  new Set(lists.flatMap((list) => list.split(/\s+/).filter(Boolean)));

/** Grammar: carries no topic in any sentence. */
export const FUNCTION_WORDS = wordSet(
  `a an the this that these those it its itself they them their theirs he him his she her hers we us our ours i me my mine
   you your yours yourself myself one ones who whom whose which what when where why how whether there here
   and or but nor so yet if then else than as because since while although though unless until
   of in on at by for with from to into onto about above below under over between among through during before after
   against within without across along around behind beyond near off out up down upon via per toward towards
   be is am are was were been being do does did doing done have has had having can could may might must shall should will would
   ought need needs let lets let's not no never ever also too very just only even still already again almost quite rather
   any some each every all both either neither few many much more most less least other others another such same own
   i'm i'd i'll i've you're you'll you'd you've it's that's there's we're we'll we've they're don't doesn't didn't isn't
   aren't wasn't won't can't cannot couldn't shouldn't wouldn't haven't hasn't let’s i’m i’d i’ll i’ve it’s don’t can’t
   s t re ll ve d m etc eg ie e g`,
);

/** What an author says about the answer itself, its quality or how to work, and what would be true of any task. */
export const GENERIC_WORDS = wordSet(
  // politeness and address
  `please kindly thanks thank hello hi hey dear sir madam appreciate grateful mind sorry greetings welcome
   appreciated advance regards cheers`,
  // quality
  `accurate accurately accuracy correct correctly correctness clear clearly clarity complete completely completeness
   concise concisely comprehensive comprehensively thorough thoroughly detailed detail details specific specifically
   precise precisely structured structure organised organized professional professionally perfect perfectly quality
   high highest good great excellent best better well nice right proper properly suitable appropriate appropriately
   relevant useful helpful actionable effective effectively efficient efficiently reliable robust polished flawless
   outstanding exceptional superb amazing brilliant truly really highly extremely utmost maximum ultimate optimal ideal
   possible sure certain careful carefully deep deeply hard harder rigorous rigorously logical logically coherent consistent
   insightful meaningful valuable easy simple simply readable understandable engaging compelling impressive`,
  // the answer and the conversation
  `answer answers answering response responses respond reply replies replying result results output outputs format formats
   formatted formatting length tone style content text information info question questions request requests prompt prompts
   task tasks instruction instructions requirement requirements guideline guidelines rule rules criteria criterion goal goals
   objective objectives role context audience section sections part parts thing things stuff something anything everything
   nothing way ways manner aspect aspects factor factors point points step steps practice practices standard standards
   edge case cases constraint constraints note notes example examples input inputs user assistant ai model chatbot system
   expectation expectations success purpose background overview`,
  // working on it
  `make makes making made give gives giving given provide provides providing ensure ensures ensuring follow follows following
   followed include includes including included consider considers considering considered take takes taking taken use uses
   using used get gets getting be think thinks thinking thought reason reasoning work works working approach understand
   check checks checking double verify verifies verifying review reviews reviewing try trying help helps do does keep keeps
   remember read reading meet meets meeting satisfy satisfies satisfying handle handles handling address addresses cover
   covers covering match matches respect adhere obey comply explain deliver produce return write say tell want wants like
   would needed necessary required expected desired start begin finish breath time moment
   skip skipping omit miss forget ignore avoid fail stop rush guess show reasoning thought thoughts process analyze analyse
   mistake mistakes hallucinate hallucinations fabricate facts believe matters matter hope doing done definition tailored
   tbd tba n/a hesitate feel deliver final`,
  // emphasis and people that could judge any work
  `important importance critical crucial essential vital serious seriously attention urgent must always never strictly
   exactly absolutely definitely expert experts expertise experience experienced specialist world class top leading senior
   skilled knowledgeable renowned specialised specialized industry domain excellent reviewer reviewers decade decades year years field fields domain above below whole entire full
   fully first second next last finally now today new old general overall own self confident confidence sense number
   kind kinds sort sorts type types lot lots bit level levels`,
);

/** Words that stand where a detail should stand. */
export const VAGUE_WORDS = wordSet(
  `certain specific particular various several different multiple some something somehow someone somewhere stuff things
   appropriate suitable relevant related proper similar general generic unexpected unexpectedly incorrect incorrectly issue
   issues problem problems behavior behaviour functionality feature features aspect aspects element elements component
   components scenario scenarios situation situations condition conditions context contexts case cases process system systems
   user users current currently existing potential potentially possibly likely seems appears involve involves involving
   involved occur occurs occurring arise arises encounter encountering encountered expected additional necessary
   etc whatever latest best good nice better`,
);

/** A tip, a threat or a plea turns the sentence it stands in into a plea. */
export const PLEA_TRIGGERS = wordSet(
  `tip bribe reward penalized penalised penalty fired career depends punished grandmother kittens livelihood promotion`,
);

/** Words that set a limit or a condition. */
export const CONSTRAINT_WORDS = wordSet(
  `must only without except exclude excluding avoid least most under over below within using maximum minimum max min cannot
   should never always instead unless between before after than`,
);

/** Names of a form of output. */
export const OUTPUT_WORDS = wordSet(
  `list table json csv xml yaml html markdown bullet bullets paragraph paragraphs essay email letter script function class
   program query diagram chart summary outline report poem story code regex command recipe template itinerary article post
   title sentences words`,
);
