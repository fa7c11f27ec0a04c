# On what grounds does the author advise each step?
source("examples/r/read.R")
advice <- read_table("recommendations")
statements <- read_table("statements")
events <- read_table("events")
relations <- read_table("relations")

words <- c(
  setNames(statements$proposition, statements$statement_id),
  setNames(events$label, events$event_id)
)
supports <- subset(relations, predicate == "supports")
grounds <- tapply(words[supports$subject_id], supports$object_id, paste, collapse = "; ")
answer <- with(advice, data.frame(recommendation_id, advice = action, grounds = grounds[recommendation_id]))
answer <- sorted(answer, answer$recommendation_id)
print(answer)
