# What share of the author's claims about each actor is evaluative and negative?
source("examples/r/read.R")
claims <- subset(read_table("statements"), voice == "author")
involvements <- read_table("involvements")

about <- rbind(
  with(subset(claims, !is.na(target_id)), data.frame(statement_id, actor_id = target_id, aimed = TRUE)),
  with(involvements, data.frame(statement_id = record_id, actor_id, aimed = role == "target"))
)
about <- merge(about, claims, by = "statement_id")
about$against <- with(about, aimed & claim_type == "evaluative" & valence %in% "negative")
judged <- aggregate(against ~ actor_id + statement_id, about, any)
judged$actor <- name_of(judged$actor_id)
answer <- data.frame(
  actor = sort(unique(judged$actor)),
  claims = as.vector(tapply(judged$against, judged$actor, length)),
  evaluative_and_negative = as.vector(tapply(judged$against, judged$actor, sum))
)
answer$per_cent <- round(100 * answer$evaluative_and_negative / answer$claims)
answer <- sorted(answer, -answer$claims, -answer$evaluative_and_negative, answer$actor)
print(answer)
