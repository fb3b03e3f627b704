import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Constraint } from '../types.ts';
import { findConstraints } from './find.ts';

const typesIn = (prompt: string): readonly string[] => [...new Set(findConstraints(prompt).map(({ type }) => type))];

/** Each prompt states the constraint in other words. */
const STATED: Readonly<Record<string, readonly string[]>> = {
  'length.words': [
    'Tell me about bees in 300+ words.',
    'Describe the heart. Your answer should be no longer than 80 words.',
    'Keep it to 50 words or fewer.',
    'Give me a 200-word summary of the plot.',
    'Write between 150 and 200 words about rust.',
    'Word limit: 120. Topic: tides.',
    'The total number of words in your reply should be at least 400.',
    'Write a poem with a minimum of 90 words.',
    'Answer with around 75 words.',
  ],
  'length.sentences': [
    'Summarise the report in three sentences.',
    'Your reply should have fewer than 8 sentences.',
    'The response must contain at least 12 sentences.',
    'Use 1-2 sentences only.',
    'Limit the number of sentences to 6.',
  ],
  'length.paragraphs': [
    'Structure the article into exactly five paragraphs.',
    'Write 4 paragraphs. Separate them with ***.',
    'There should be 3 parts, divided by the markdown divider ***.',
    'Write a three-paragraph essay about cats.',
  ],
  'format.json': [
    'Give me the list of planets as valid JSON.',
    'The whole answer has to be wrapped in JSON format.',
    'Respond with a single JSON object.',
    'Put everything into one JSON block.',
    'Please return your answer in json',
    'The output needs to be JSON only.',
    'I need this as a json array',
  ],
  'format.bullets': [
    'Answer with exactly 5 bullet points.',
    'Use bullet points: * like this',
    'Present your ideas as a bulleted list.',
    'Your reply must have 3 bullets in markdown.',
    'List the reasons in bullet form.',
  ],
  'format.sections': [
    'Write a guide with 4 sections, each starting with Section X.',
    'The handbook has to have 3 sections; mark the start of each section with SECTION X.',
    'Split the plan in two parts: Part 1 and Part 2.',
    'The document should contain 4 chapters, each marked with Chapter X.',
  ],
  'format.highlights': [
    'Highlight four or more passages through markdown, as in *this passage*.',
    'Italicize at least 2 phrases using markdown.',
    'Put at least three words in bold: **like this** in markdown.',
  ],
  'format.title': [
    'Give it a title, set in double angular brackets: <<song of rain>>.',
    'Give the poem a title in << >> brackets, like <<my poem>>.',
  ],
  'format.fixed_choice': [
    "Is water wet? Answer with one of the following options: 'Yes, it is.', 'No, it is not.'",
    'Is tea a soup? Say "My answer is yes." or else "My answer is no."',
    'Is 7 prime? Just answer yes or no.',
    'Is this true? Answer with exactly one of: true, false.',
  ],
  'content.placeholders': [
    'Include at least 5 placeholders in square brackets, like [date].',
    'Use square brackets for placeholders, e.g. [name].',
  ],
  'content.postscript': [
    'Close the letter, then add a postscript that opens with P.S.',
    'Finish the letter with a P.P.S.',
  ],
  'case.upper': [
    'Write the whole answer in capital letters.',
    'YOUR REPLY MUST BE IN ALL CAPS',
    'Respond using only uppercase letters.',
    'Everything should be capitalized, no lowercase letters.',
    'The text should be fully in uppercase.',
    'Write your whole message in English capital letters only.',
  ],
  'case.lower': [
    'Please write everything in lowercase.',
    'The reply has to be in all lowercase; capital letters are not wanted.',
    'Do not use any capital letters.',
    'The entire reply should be in small letters.',
    'All words in your response should be lowercase.',
  ],
  'case.capital_words': [
    'Use at least 5 words in all capital letters.',
    'Words in all caps should appear fewer than 7 times.',
    'Include some fully capitalized words, but no more than 4 all-caps words.',
  ],
  'keywords.include': [
    'Include the keywords "storm" and "harbour".',
    'Make sure to use the words ladder, moss and copper.',
    'The story must contain the phrase "never again".',
    'Mention "compost" somewhere.',
    'The words "apple" and "pear" must appear in your answer.',
  ],
  'keywords.forbid': [
    'Do not use the word "nice".',
    'Avoid the words cheap and free.',
    'The words king and queen must not appear in the text.',
    'Write it without mentioning the words "sun" or "moon".',
    "Don't include the following keywords: tree, leaf.",
    'Exclude the word "very" from your answer.',
    'Refrain from using the words "just" and "really".',
    'Leave out the words "great" and "amazing".',
  ],
  'keywords.count': [
    'Use the word "river" at least three times.',
    'The keyword bread should appear exactly 4 times.',
    'Mention the word lantern less than 3 times.',
    'Make sure the word "hope" shows up twice or more.',
  ],
  'letters.count': [
    'The letter z should appear at least 3 times.',
    'Don\'t use the letter "e".',
    'Make sure the letter k occurs fewer than 4 times.',
    'Use at least 3 exclamation marks.',
  ],
  'language.response': [
    'Respond only in Italian.',
    'Your entire answer should be in the Tamil language, no other language is allowed.',
    'Write a short poem about rain using only German.',
    'Please reply in Japanese.',
  ],
  'punctuation.no_comma': [
    'Do not use any commas.',
    'Write the reply without commas.',
    'Commas are not allowed.',
    'Your answer should contain no commas at all.',
    'Your text must be comma-free.',
  ],
  'ending.phrase': [
    'End your answer with the phrase "Stay curious."',
    'Finish with this exact sentence: Have a good day.',
    'The last sentence of your reply should be "That is all."',
    'Your response should end with "Any questions?" and nothing else.',
    'The very end of your answer must say: good night',
  ],
  'wrapping.quotes': [
    'Wrap the complete reply, all of it, in double quotation marks.',
    'Put the whole answer inside double quotes.',
    'Enclose your reply with double quotation marks.',
    'Your whole response should be surrounded by double quotes.',
  ],
  'paragraph.first_word': [
    'The second paragraph must start with the word "however".',
    'Begin the last paragraph with the word finally.',
    'Paragraph 3 should begin with "yet".',
    'The first word of the third paragraph should be "meanwhile".',
  ],
  'response.repeat_prompt': [
    'First repeat the request word for word, then answer it.',
    'Before answering, repeat my question exactly.',
    'Restate the prompt above verbatim before you reply.',
    'Before you respond, copy the request word for word.',
  ],
  'response.two_responses': [
    'Give two different responses, separated by ******.',
    'Provide exactly two different answers.',
    'Separate the two poems with six asterisks.',
    'Give me 2 distinct answers.',
  ],
};

/** Prompts that speak of words, letters, titles and the like without asking for a form of the answer. */
const NOT_STATED = [
  'Fix the failing test in src/parser.ts; the word boundary regex skips the last letter of each line.',
  'Translate this paragraph into French: "The words he used were kind."',
  'What is the difference between a letter and an email?',
  'Explain how commas are parsed in CSV files.',
  'Our API returns JSON with a title field, and the first paragraph is cut off. Why?',
  'Write a function that counts how many times a word appears in a sentence.',
  'Why does my bullet list lose its indentation when the sections are collapsed?',
  'The password must not contain the username. Write a validator.',
  'Sort the list and end with the smallest element.',
  'Who is the author of the two towers and where can I read it in Spanish restaurants?',
  'Summarise the following two paragraphs.',
  'How do I capitalize the first letter of a string in Python?',
  'Create a form with placeholder text and a submit button.',
  'Repeat the migration for every tenant.',
  'She said "no" and he said "yes". Analyse this dialogue.',
  'I live in Germany and want to learn German. Which books are good?',
  'Use lowercase with dashes for directories.',
  'Never use `useEffect` to fetch data.',
  '#include "ring_buffer.h" fails to compile, why?',
  "Markdown is fine, yet don't make anything bold or italic.",
  '<input placeholder="Name" required>',
  "ImportError: cannot import name 'solve' from 'algebra'",
  "The error says that column 'id' is specified more than once.",
];

describe('findConstraints', () => {
  for (const [type, prompts] of Object.entries(STATED)) {
    it.each(prompts)(`finds ${type} in: %s`, (prompt) => {
      expect(typesIn(prompt)).toContain(type);
    });
  }

  it.each(NOT_STATED)('finds nothing in: %s', (prompt) => {
    expect(findConstraints(prompt)).toEqual([]);
  });

  it('says where each constraint stands', () => {
    const prompt = 'Write about tea in at least 300 words, in JSON format, without commas.';
    const quoted = findConstraints(prompt).map(({ type, start, end }) => [type, prompt.slice(start, end)]);
    expect(quoted).toEqual([
      ['length.words', 'at least 300 words'],
      ['format.json', 'in JSON'],
      ['punctuation.no_comma', 'without commas'],
    ]);
  });

  it('reports both of two lengths, so that they can be compared', () => {
    expect(findConstraints('Use under 50 words. Write 200 words.').map(({ type }) => type)).toEqual([
      'length.words',
      'length.words',
    ]);
  });

  it('takes a count of words in capitals for emphasis, not for the length of the answer', () => {
    expect(typesIn('At least 5 words should be in all caps.')).toEqual(['case.capital_words']);
  });

  it('takes parts that asterisks divide for paragraphs, not for sections', () => {
    expect(typesIn('Write 4 sections, separated by ***.')).toEqual(['length.paragraphs']);
  });

  it('gives spans inside any text, in order, without overlap within a type', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(STATED).flat()));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const text = pieces.join(' ');
        const reach = new Map<string, number>();
        let previous: Constraint | undefined;
        for (const constraint of findConstraints(text)) {
          expect(constraint.start).toBeGreaterThanOrEqual(previous?.start ?? 0);
          expect(constraint.start).toBeGreaterThanOrEqual(reach.get(constraint.type) ?? 0);
          expect(constraint.end).toBeGreaterThan(constraint.start);
          expect(constraint.end).toBeLessThanOrEqual(text.length);
          reach.set(constraint.type, constraint.end);
          previous = constraint;
        }
      }),
    );
  });

  it.each([
    'x',
    '0918273645',
    '"',
    ' ',
    '*** ',
    'word ',
    'at least 5 words ',
    'include "a" ',
    'do not use ',
    'end with by ',
    '不要超过五十个字',
  ])('reads a megabyte of %j in linear time', (piece) => {
    // Quadratic work would take minutes: the time limit of a test is what fails.
    expect(() => findConstraints(piece.repeat(1_000_000 / piece.length))).not.toThrow();
  });
});
