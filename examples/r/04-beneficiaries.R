# Whom is the advice to benefit?
# Of advice to leave something undone: whom would the act have benefited?
source("examples/r/read.R")
gains <- merge(
  subset(read_table("involvements"), role == "beneficiary"),
  read_table("recommendations"),
  by.x = "record_id", by.y = "recommendation_id"
)

answer <- with(gains, data.frame(
  who = name_of(actor_id),
  how = ifelse(polarity == "do", "gains", "is not to gain"),
  recommendation_id = record_id,
  advice = action,
  basis
))
answer <- sorted(answer, answer$how, answer$who, answer$recommendation_id)
print(answer)
