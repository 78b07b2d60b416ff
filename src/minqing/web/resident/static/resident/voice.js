// Recording in the page, where the phone can; without it the file field does the same.
(function () {
  "use strict";

  var box = document.getElementById("recorder");
  var input = document.getElementById("id_voice");
  if (!box || !window.MediaRecorder || !navigator.mediaDevices || !window.DataTransfer) return;
  var button = box.querySelector("button");
  var said = box.querySelector("[role=status]");
  var played = document.getElementById("played");
  var recorder = null;
  var left = 0;
  var clock = 0;
  box.hidden = false;

  function stop() {
    if (recorder && recorder.state === "recording") recorder.stop();
  }

  function tick() {
    left -= 1;
    said.textContent = box.dataset.says.replace("{n}", left);
    if (left <= 0) stop();
  }

  function done(pieces, stream) {
    var kind = recorder.mimeType.split(";")[0];
    var whole = new Blob(pieces, { type: kind });
    var files = new DataTransfer();
    window.clearInterval(clock);
    stream.getTracks().forEach(function (track) { track.stop(); });
    files.items.add(new File([whole], "voice", { type: kind }));
    input.files = files.files;
    played.src = URL.createObjectURL(whole);
    played.hidden = false;
    said.textContent = "";
    button.textContent = box.dataset.again;
    recorder = null;
  }

  function start(stream) {
    var pieces = [];
    recorder = new MediaRecorder(stream, { audioBitsPerSecond: 32000 });
    recorder.addEventListener("dataavailable", function (event) { pieces.push(event.data); });
    recorder.addEventListener("stop", function () { done(pieces, stream); });
    recorder.start();
    left = 60;
    clock = window.setInterval(tick, 1000);
    button.textContent = box.dataset.stop;
  }

  button.addEventListener("click", function () {
    if (recorder) { stop(); return; }
    navigator.mediaDevices.getUserMedia({ audio: true }).then(start, function () { box.hidden = true; });
  });
}());
