using Microsoft.Extensions.Options;

namespace TrainingHub.Web.Mail;

public static class MailSlice
{
    /// <summary>Letters by SMTP where <c>Mail:Host</c> says so, in the log in development, else none.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptions.Validator>();
        services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateOnStart();
        if (configuration["Mail:Host"] is { Length: > 0 })
        {
            services.AddSingleton<IMailer, SmtpMailer>();
        }
        else if (environment.IsDevelopment())
        {
            services.AddSingleton<IMailer, LogMailer>();
        }

        services.AddSingleton<Post>();
        services.AddHostedService(provider => provider.GetRequiredService<Post>());
        return services;
    }
}
