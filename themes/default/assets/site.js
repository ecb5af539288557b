/* The language switch keeps the reader's place: query and fragment go along. All else works without script. */
(function () {
  "use strict";
  function keepPlace() {
    var page = this.getAttribute("href").split("#")[0].split("?")[0];
    this.setAttribute("href", page + window.location.search + window.location.hash);
  }
  var links = document.querySelectorAll("a[data-language]");
  for (var i = 0; i < links.length; i += 1) {
    links[i].addEventListener("click", keepPlace);
    links[i].addEventListener("auxclick", keepPlace);
  }
})();
