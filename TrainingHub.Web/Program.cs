using TrainingHub.Web.Accounts;
using TrainingHub.Web.Data;
using TrainingHub.Web.Demo;
using TrainingHub.Web.Tokens;

var demo = DemoOptions.TakeFrom(ref args);
var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton(demo);
builder.Services.AddData(builder.Configuration, demo);
builder.Services.AddAccounts(demo);
builder.Services.AddTokens();
builder.Services.AddAntiforgery();

var app = builder.Build();
await app.PrepareDataAsync();

app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapTokens();
await app.RunAsync();
