# Whose voice is for Ukraine's place at the table, and whose is against it?
# For it are the advice that gives it one, and what supports that advice, unless a party to what the author advises
# against says it.
source("examples/r/read.R")
statements <- read_table("statements")
involvements <- read_table("involvements")
relations <- read_table("relations")
sources <- read_table("sources")

ukraine <- actors$actor_id[actors$name == "Ukraine" | name_of(actors$parent_id) %in% "Ukraine"]
advice <- subset(
  read_table("recommendations"),
  topic == "seats_at_the_table" &
    recommendation_id %in% involvements$record_id[involvements$actor_id %in% ukraine]
)
about_seats <- subset(statements, topic == "seats_at_the_table")
links <- subset(relations, predicate == "supports" & object_id %in% advice$recommendation_id)
support <- merge(links, about_seats, by.x = "subject_id", by.y = "statement_id")
is_party <- mapply(function(record, speaker) {
  parent <- actors$parent_id[actors$actor_id == speaker]
  parties <- involvements$actor_id[involvements$record_id == record & involvements$role == "participant"]
  any(c(speaker, parent) %in% parties)
}, support$object_id, support$speaker_id)
support <- support[!is_party, ]
against <- subset(about_seats, target_id %in% ukraine & valence == "negative")
answer <- unique(rbind(
  with(advice, data.frame(
    side = "for", voice = name_of(sources$author_id), record_id = recommendation_id, words = action
  )),
  with(support, data.frame(side = "for", voice = name_of(speaker_id), record_id = subject_id, words = proposition)),
  with(against, data.frame(side = "against", voice = name_of(speaker_id), record_id = statement_id, words = proposition))
))
answer <- sorted(answer, answer$side != "for", answer$voice, answer$record_id)
print(answer)
