/* The language switch keeps the place on the page. Everything else works without script. */
(function () {
  "use strict";
  var links = document.querySelectorAll("[data-language]");
  for (var i = 0; i < links.length; i += 1) {
    links[i].addEventListener("click", function () {
      var href = this.getAttribute("href").split("#")[0].split("?")[0];
      this.setAttribute("href", href + window.location.search + window.location.hash);
    });
  }
})();
