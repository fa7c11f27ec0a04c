// The steps of the story: one is told at a time, and lights up what it is about in the playbook.
function startSteps() {
  const steps = all(".steps > li");
  if (!steps.length) return;
  const links = steps.map((step) => step.querySelector("a"));
  let now = 0;
  const tell = (number) => {
    now = (number + steps.length) % steps.length;
    steps.forEach((step, i) => step.classList.toggle("now", i === now));
    links.forEach((one, i) => one.toggleAttribute("aria-current", i === now));
  };
  const choose = (number) => {
    tell(number);
    byId("playbook").dataset.lit = steps[now].dataset.lit;
  };
  const go = (number) => {
    choose(number);
    remember(steps[now].id, []);
    say(steps[now].textContent);
  };
  tell(0);
  for (const button of all("[data-go]")) button.addEventListener("click", () => go(now + Number(button.dataset.go)));
  steps.forEach((step, i) => step.addEventListener("arrive", () => choose(i)));
  for (const one of links) {
    one.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); go(now + step); links[now].focus(); }
    });
  }
}
