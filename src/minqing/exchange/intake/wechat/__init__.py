"""WeChat official account and WeCom as a way in: signed callbacks, and an answer within five seconds."""
