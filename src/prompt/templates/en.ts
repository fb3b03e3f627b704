import type { Templates } from './template.ts';

export const en: Templates = {
  colon: ': ',
  adds: (line) => `Adds the line “${line}”.`,
  questions: {
    'Q01.purpose_goal': {
      label: 'Goal',
      text: 'Which quality should get better?',
      reason:
        'Speed, readability and memory pull in different directions; without a goal the change is a matter of taste.',
      options: [
        ['Speed', 'Clarity or memory may be traded for running time.'],
        ['Readability', 'Structure and names change, behaviour and speed stay.'],
        ['Memory or size', 'Less is held or shipped, even if it takes longer.'],
        ['Fewer errors', 'Checks and error handling are added.'],
      ],
    },
    'Q01.purpose_goal/text': {
      label: 'Goal',
      text: 'What should be better about it?',
      reason: 'Shorter, clearer and more persuasive are different rewrites.',
      options: [
        ['Clearer', 'Sentences are simplified, the content stays.'],
        ['Shorter', 'Content of little weight is cut.'],
        ['Correct language only', 'Grammar and spelling change, wording stays.'],
        ['More convincing', 'Order and emphasis change.'],
      ],
    },
    'Q02.scope_subtype': {
      label: 'What it is about',
      text: 'What does this refer to? Paste it or name it.',
      reason: 'Nothing in the prompt says what is meant, so any answer would be a guess.',
      options: ['A text or code that I paste here…', 'A thing that I describe in a sentence…'],
    },
    'Q02.scope_subtype/agent': {
      label: 'What should change',
      text: 'What happens now, and what should happen instead?',
      reason: 'The code can be read, but it does not say which behaviour is unwanted.',
      options: ['An error message that I paste…', 'A wrong result that I describe…', 'Something that is missing'],
    },
    'Q03.data_source': {
      label: 'Material',
      text: 'The text or file is not part of the prompt. Can you paste it?',
      reason: 'Without it the answer would be about an invented one.',
      options: ['I paste it here…', 'I give a link or path…', 'There is none: use a made-up example'],
    },
    'Q04.other': {
      label: 'Symptom',
      text: 'What exactly happens? Paste the error message or the wrong output.',
      reason: 'The same complaint has many causes; the message usually tells them apart.',
      options: ['An error message or stack trace', 'A wrong result, without an error', 'It hangs or is slow'],
    },
    'Q04.success_criteria': {
      label: 'Expected',
      text: 'What should happen instead?',
      reason: 'Only you know which behaviour is right.',
      options: ['The result that I write down…', 'What an earlier version did', 'The same, without the error'],
    },
    'Q04.scope_subtype': {
      label: 'Steps',
      text: 'Which steps or which input cause the problem?',
      reason: 'A problem that can be repeated can be checked after the fix.',
      options: ['Every time, with the input that I paste…', 'Only sometimes', 'Only in one environment'],
    },
    'Q04.tech_stack': {
      label: 'Environment',
      text: 'Which language or framework, and which version of it?',
      reason: 'The fix differs between versions.',
      options: ['The current version', 'An older version that I name…'],
    },
    'Q05.tech_stack': {
      label: 'Language',
      text: 'Which programming language or framework should it use?',
      reason: 'Without it the code may not run where you need it.',
      options: ['Python', 'JavaScript or TypeScript', 'Java', 'Another one that I name…'],
    },
    'Q05.data_source': {
      label: 'Input',
      text: 'What input does it get, and in which form?',
      reason: 'The type and source of the input decide the signature and how it is read.',
      options: ['Function arguments', 'A file', 'User input at run time'],
    },
    'Q05.output_format': {
      label: 'Output',
      text: 'What should it give back, and in which form?',
      reason: 'Returning, printing and storing lead to different code.',
      options: ['A return value', 'Printed text', 'A file'],
    },
    'Q05.other': {
      label: 'Edge cases',
      text: 'What should happen with empty or invalid input?',
      reason: 'Code that is right for the normal case often differs here.',
      options: [
        ['Raise an error', 'The caller has to handle it.'],
        ['Return an empty result', 'The caller sees no error.'],
        ['It cannot happen', 'No checks are written.'],
      ],
    },
    'Q06.success_criteria': {
      label: 'Done when',
      text: 'How will you check that it is done?',
      reason: 'With a check to pass, the work stops at the right place.',
      options: ['The existing tests pass', 'A new test that I describe passes…', 'An example that I give works…'],
    },
    'Q07.preference_constraint': {
      label: 'Must not change',
      text: 'What must stay as it is?',
      reason: 'What is not named may be changed along the way.',
      options: [
        ['Behaviour and public interface', 'Callers keep working unchanged.'],
        ['Behaviour; the interface may change', 'Callers are adapted as well.'],
        ['Nothing in particular', 'Everything may change.'],
      ],
    },
    'Q09.budget': {
      label: 'Budget',
      text: 'What is the budget?',
      reason: 'Suggestions that are out of reach are of no use.',
      options: ['Free or as cheap as possible', 'Mid-range', 'Price is secondary'],
    },
    'Q09.time': {
      label: 'Time',
      text: 'What is the time frame: when, or for how long?',
      reason: 'The length and the date decide what fits in.',
      options: ['A day or less', 'A few weeks', 'No fixed time'],
    },
    'Q09.location': {
      label: 'Place',
      text: 'Which place or region is it for?',
      reason: 'Offers, rules and climate differ from place to place.',
      options: ['A place that I name…', 'Online, the place is irrelevant'],
    },
    'Q09.audience_level': {
      label: 'Audience and level',
      text: 'Who is it for, and what do they know already?',
      reason: 'It decides how deep the answer goes and which words it uses.',
      options: ['Beginners', 'Some experience', 'Experts'],
    },
    'Q09.preference_constraint': {
      label: 'Preferences',
      text: 'Which preferences or restrictions should be respected?',
      reason: 'An answer that breaks one of them has to be redone.',
      options: ['The ones that I list…', 'None'],
    },
    'Q09.scope_subtype': {
      label: 'Focus',
      text: 'Which kind or aspect of it matters most to you?',
      reason: 'The topic is wide; a focus makes the answer specific.',
      options: ['An overview of all of it', 'One aspect that I name…'],
    },
    'Q09.purpose_goal': {
      label: 'Purpose',
      text: 'What do you need it for?',
      reason: 'The purpose decides what may be left out.',
      options: ['Private use', 'Work', 'School or study'],
    },
    'Q09.quantity': {
      label: 'Amount',
      text: 'How many, or how much?',
      reason: 'Without a number the length of the answer is left to chance.',
      options: ['A short selection', 'As many as possible', 'A number that I give…'],
    },
    'Q09.tech_stack': {
      label: 'Tools',
      text: 'Which device, software or platform do you use?',
      reason: 'The steps differ from one to the other.',
      options: ['The one that I name…', 'Any, I am open'],
    },
    'Q10.data_source': {
      label: 'Sample of the data',
      text: 'What does the data look like? Paste a few rows or the column names.',
      reason: 'Names and types of the fields cannot be guessed.',
      options: ['A sample that I paste…', 'Column names only', 'A made-up example will do'],
    },
    'Q10.output_format': {
      label: 'Output fields',
      text: 'Which fields should the result have?',
      reason: 'Fields that are not named may be missing or called something else.',
      options: ['All fields of the input', 'The ones that I list…'],
    },
    'Q11.time': {
      label: 'As of',
      text: 'Which period counts as current?',
      reason: 'What is recent depends on the day you look.',
      options: ['The last month', 'The last year', 'A date that I give…'],
    },
    'Q12.scope_subtype': {
      label: 'Criterion',
      text: 'By what measure should they be judged?',
      reason: 'Another measure gives another ranking.',
      options: [
        ['Price', 'Cheaper ones come first.'],
        ['Quality or rating', 'Better reviewed ones come first.'],
        ['Popularity', 'Well-known ones come first.'],
      ],
    },
    'Q13.output_format': {
      label: 'Format',
      text: 'In which form and how detailed should the answer be?',
      reason: 'A table, a few lines and a long text are different answers.',
      options: ['A short list', 'A detailed text', 'A table'],
    },
    'C01.preference_constraint': {
      label: 'Priority',
      text: 'Two requirements exclude each other. Which one wins?',
      reason: 'The answer can keep only one of them.',
      options: [
        ['The first one', 'The other one is dropped.'],
        ['The second one', 'The other one is dropped.'],
      ],
    },
  },
  lines: {
    A01: 'Answer from the text given here; if it does not say, state that.',
    G04: 'Before any step that cannot be undone, show what it affects and wait for my confirmation.',
  },
  headings: { S03: 'Task', A02: 'Check the result with this command' },
};
