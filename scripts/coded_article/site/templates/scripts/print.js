function startPrint() {
  for (const button of all("[data-print]")) {
    button.addEventListener("click", () => {
      const everything = button.dataset.print === "full";
      const folded = everything ? all("main details:not([open])") : [];
      document.documentElement.classList.toggle("everything", everything);
      for (const details of folded) details.open = true;
      print();
      for (const details of folded) details.open = false;
    });
  }
}
