# Which blamed acts are by whom?
source("examples/r/read.R")
events <- read_table("events")
initiators <- subset(read_table("involvements"), role == "initiator")
blame <- subset(read_table("relations"), predicate == "criticises")

faulted_by <- tapply(blame$subject_id, blame$object_id, function(ids) length(unique(ids)))
blamed <- subset(events, event_id %in% names(faulted_by))
blamed <- merge(blamed, initiators, by.x = "event_id", by.y = "record_id", all.x = TRUE)
answer <- with(blamed, data.frame(
  who = name_of(actor_id),
  event_id,
  act = paste0(ifelse(polarity == "negative", "not done: ", ""), label),
  faulted_by = as.vector(faulted_by[event_id])
))
answer <- sorted(answer, -answer$faulted_by, answer$event_id, answer$who)
print(answer)
