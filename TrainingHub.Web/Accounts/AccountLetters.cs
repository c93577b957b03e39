using TrainingHub.Web.Mail;
using TrainingHub.Web.Tokens;

namespace TrainingHub.Web.Accounts;

/// <summary>What people are written about their accounts. Links begin with the server's own address, never with what a request says that it is.</summary>
public sealed class AccountLetters(Post post, TokenIssuer address)
{
    public bool AreSent => post.IsOpen;

    public void Invitation(string email, string token) => Send(email, "Your account at TrainingHub", () =>
        $"""
         You were invited to TrainingHub. Choose your password here, once, within 7 days:

         {Link(token)}

         If you do not know what this is about, do nothing.
         """);

    public void Reset(string email, string token) => Send(email, "A new password for TrainingHub", () =>
        $"""
         Somebody, you we hope, asked for a new password. Choose it here, once, within an hour:

         {Link(token)}

         If it was not you, do nothing: your password stays as it is.
         """);

    /// <param name="what">What was changed, as a sentence.</param>
    public void Changed(string email, string what) => Send(email, "Your account at TrainingHub was changed", () =>
        $"""
         {what}

         If it was not you, choose a new password now, or ask your admin to lock the account: {new Uri(address.Resolve(), "account/login")}
         """);

    // The server's own address is not known before it listens: not asked for where nothing is sent.
    private void Send(string to, string subject, Func<string> text)
    {
        if (post.IsOpen)
        {
            post.Send(new Letter(to, subject, text()));
        }
    }

    private Uri Link(string token) => new(address.Resolve(), $"account/invite/{token}");
}
