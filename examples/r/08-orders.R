# Which order was advised, and which does the article tell?
source("examples/r/read.R")
advice <- read_table("recommendations")
events <- read_table("events")
precedes <- subset(read_table("relations"), predicate == "precedes")

steps <- subset(advice, !is.na(step) & !is.na(parent_id))
pairs <- merge(steps, steps, by = "parent_id")
pairs <- subset(pairs, as.integer(step.y) == as.integer(step.x) + 1)
words <- c(setNames(advice$action, advice$recommendation_id), setNames(events$label, events$event_id))
advised <- c(advice$recommendation_id, events$event_id[events$status == "counterfactual"])
answer <- rbind(
  with(pairs, data.frame(which = "advised", earlier = action.x, later = action.y, basis = "steps")),
  with(precedes, data.frame(
    which = ifelse(subject_id %in% advised | object_id %in% advised, "advised", "told"),
    earlier = words[subject_id],
    later = words[object_id],
    basis
  ))
)
answer <- sorted(answer, answer$which, answer$basis, answer$earlier, answer$later)
print(answer)
