export const reports = {
  lead: 'What was run, and what was written about it: the runbook’s test results template, filled in, with evidence.',
  list: 'Runs',
  write: 'Write report',
  writing: 'Writing…',
  reveal: 'Show in folder',
  revealFile: 'Show in folder: {{file}}',
  formats: {
    all: 'All formats',
    md: 'Markdown',
    html: 'HTML',
    pdf: 'PDF',
    json: 'JSON',
    junit: 'JUnit XML',
    csv: 'CSV',
  },
  empty: {
    title: 'Nothing to report yet',
    body: 'Run the whole runbook, its checks or its scenarios first; a report is written on a run.',
    action: 'Go to Overview',
  },
}
