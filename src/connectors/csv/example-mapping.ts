/** A commented mapping for those who have no files yet: one file of each of the usual kinds. */
export const exampleMapping = `# What the columns of your exports mean. Try it with: bellwether import <folder> --dry-run
# \`bellwether import <folder> --guess\` proposes such a mapping for files that are there.
source: exports          # what these records are called in the log; part of their ids, so choose it once
timezone: UTC            # the zone of times that are written without one
currency: EUR            # of amounts without a currency of their own
# known_after: 1d        # how long after it happened a row could be known; matters for looking back

files:
  - file: accounts.csv   # .csv, .csv.gz or .xlsx; a pattern such as usage-*.csv takes several
    accounts:
      account: account_id
      time: signup_date
      name: company_name
      owner: csm
      traits:            # columns of the same name, and what they hold: text, number, boolean or date
        industry: text
        employees: number

  - file: users.csv
    users:
      user: user_id
      account: account_id
      time: created_at
      role: role         # executive_sponsor, champion, admin or user
      email: email

  - file: contracts.csv
    contracts:
      id: "{contract_id}"        # columns in braces: the record's own id, so that importing it again changes nothing
      contract: contract_id
      account: account_id
      start: start_date
      term_end: term_end_date    # agreed in advance
      ended: ended_on            # only known when it happened
      mrr: mrr                   # or arr, which is divided by twelve
      seats: seats

  - file: events.csv
    events:
      account: account_id
      user: user_id
      name: event
      # Other ways to say where a value comes from:
      # name: { value: login }                                  the same for every row
      # name: { column: type, map: { 1: login, 2: export } }    translated
      # name: { column: type, lookup: { file: types.csv, key: id, value: name } }
      time: occurred_at          # or { column: occurred_at, format: day_first, zone: Europe/Berlin }
      properties:
        rows: number

  - file: tickets.csv
    tickets:
      id: "{ticket_id}"
      ticket: ticket_id
      account: account_id
      opened: created_at
      closed: solved_at
      priority: priority

# Also: surveys, outcomes, interactions, reviews, pulses, measurements (typed-in values),
# totals (rows that are already summed up over a period).
`;
