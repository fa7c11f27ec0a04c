# Who was to act and did not?
source("examples/r/read.R")
omitted <- subset(
  read_table("events"),
  status == "not_done" | (status == "counterfactual" & polarity == "positive")
)
initiators <- subset(read_table("involvements"), role == "initiator")
omitted <- merge(omitted, initiators, by.x = "event_id", by.y = "record_id")

answer <- with(omitted, data.frame(who = name_of(actor_id), event_id, act = label, status, basis))
answer <- sorted(answer, answer$who, answer$event_id)
print(answer)
