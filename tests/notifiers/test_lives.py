"""Each of our notifiers keeps what every notifier promises."""

from __future__ import annotations

from hypothesis import settings

from notifiers import lives

TestMemory = lives.MemoryLife.TestCase
TestLogged = lives.LoggedLife.TestCase
TestMail = lives.MailLife.TestCase
TestStartTls = lives.StartTlsLife.TestCase
TestTls = lives.TlsLife.TestCase
TestHook = lives.HookLife.TestCase
TestSecureHook = lives.SecureHookLife.TestCase
TestChat = lives.ChatLife.TestCase

# A handshake and a login for each notice: fewer of them show the same.
few = settings(max_examples=5, stateful_step_count=12)
some = settings(max_examples=15, stateful_step_count=15)
TestStartTls.settings = TestTls.settings = TestSecureHook.settings = few
TestMemory.settings = TestLogged.settings = TestMail.settings = TestHook.settings = some
TestChat.settings = some
