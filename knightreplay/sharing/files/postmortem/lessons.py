"""What the document says whatever the run: the sourced frame, and how to read it.

¶n is a paragraph of the SEC's order, Release 34-70694, 16 October 2013.
"""

from knightreplay.sharing.files.postmortem.markdown import bullets, table

FRAME = (
    "What is said here of the real morning is what the SEC found (*In the Matter of Knight"
    " Capital Americas LLC*, Release 34-70694, 16 October 2013; ¶ is a paragraph of it)."
    " Knight settled without admitting or denying the findings. The 154 stocks of the"
    " simulation are synthetic, K001 to K154."
)

TOTALS = (
    "*Fitted*: a parameter was chosen so that the default morning comes out at it."
    " *Modelled*: it follows from the model. *Assumed*: it is put in. Several true totals"
    " are told of the real loss: approximately $440 million before tax (the company's first"
    " figure, 2 August 2012), $457.6 million as booked (quarterly report for Q3 2012),"
    " $461.1 million with fees up to 30 September 2012 (the sum is ours), over $460 million (SEC ¶1)."
)

KINDS = (
    "*history*: a document says so of the real morning, whether or not this run went that way."
    " *preset*: what Knight's people do in the scenario. *people*: acts in this run."
    " *guardrail*: what was armed in this run. *modelled*: read off this run."
    " ≈ marks a second that is inferred."
)

SCREEN = (
    "Money is P&L: below zero is a loss. *Getting out*: if everything were sold that second"
    " (the headline of the page). *Fair value*: once the push of the firm's own orders has"
    " faded. *Book*: at last prices, which its own orders push. All of it is modelled, and"
    " read off the run as it stands now; where an earlier act was added later, the screen of"
    " that moment showed another future. Knight's people had no such screen."
)

CAUSES = {
    "spread": "Half the spread, on every execution",
    "temporary": "Temporary impact: trading faster than the market",
    "transient": "Transient impact: a push that fades",
    "permanent": "Permanent impact",
    "drift": "The market's own movement",
    "block": "Block discount on what was sold at once",
    "rounding": "Rounding to whole cents",
}

SPREAD = (
    "A minus is a gain. The parts are modelled; how the loss divides into them is not"
    " identified by any document."
)

CASES = (
    "Same seed, same market. Where all servers are killed, the act works at once, the preset"
    " and people's later acts are off, and the desk follows its rule; acting takes no time."
)

SHADOW = (
    "This run was computed again with every guardrail of the model armed at 08:00, at its"
    " default setting, to note only and to change nothing. *Getting out then* is the loss that"
    " stood when it first tripped, not what would have been lost had it acted."
)

MARKS = (
    "A limit on the P&L at last prices trips late or never in this model, because the firm's own"
    " orders hold up the prices that its positions are valued at; the same limit at fair value"
    " trips early. How strongly depends on how fast prices recover, which no source gives."
    " Whether a safeguard would have tripped on ordinary days as well is not looked at here."
)

# Short, and only what the order says. The order is that of the morning.
CONDITIONS = (
    "What the SEC found of the firm's controls, whatever this run shows:\n\n"
    + table(
        ("Where", "Finding", "Source"),
        (
            (
                "Code",
                "Power Peg was not used any more since 2003 and left callable; in 2005 the"
                " count that told it to stop was moved, without a retest",
                "¶14, ¶41",
            ),
            (
                "Design",
                "The new code reused the flag that had activated Power Peg",
                "¶13",
            ),
            (
                "Deployment",
                "The new code was not copied to one of eight servers; no second"
                " technician reviewed it, and no written procedure required that",
                "¶15",
            ),
            (
                "Signals",
                "97 e-mails from about 08:01 named the error; they were not designed as"
                " alerts and generally not read",
                "¶19",
            ),
            (
                "Limits",
                "The 33 Account's limit of $2 million gross was linked to no automated"
                " control of orders",
                "¶23",
            ),
            (
                "Screens",
                "PMON was watched by people, raised no alert, showed no limits, and was"
                " late and inaccurate at high volume",
                "¶25",
            ),
            (
                "Response",
                "The new code was uninstalled from the seven servers that had it, which"
                " made the problem worse",
                "¶27",
            ),
        ),
    )
)

NOTES = (
    "What people wrote on the timeline of this run, word for word and as it stood when this"
    " document was made. It is theirs, and nothing here vouches for it."
)

LIMITS = bullets(
    (
        "The minute of the rollback, and how, by whom and at which second the orders were"
        " stopped: no source gives them.",
        "Any curve of orders, positions or loss over the real morning: every published one is an"
        " interpolation, and so is this one.",
        "When the 212 parent orders arrived: ¶21 and ¶27 can be read against each other. The"
        " scenario takes one reading.",
        "What people knew, meant or said. It has their acts, and the reasons they gave.",
        "What acting costs in time. Each act works at its second.",
        "Trades that were cancelled, and the fees, fines and share price that followed: they"
        " are not modelled.",
        "What should be done now. Actions, their owners and their dates are the reviewers' to"
        " decide; this document proposes none.",
    )
)

ORIGIN = (
    "Made by KnightReplay from the stored frames of the run and its log. The same run gives"
    " the same document: the clock of whoever made it is nowhere in it.",
    "Scenario, seed, engine version and acts are in the file itself, so that the run can be"
    " computed again: `python -m simulator` takes all of them.",
    "Notes are part of the document and not of the run: a note that is added makes another"
    " document.",
)
