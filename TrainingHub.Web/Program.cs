using TrainingHub.Web.Data;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddData(builder.Configuration);

var app = builder.Build();
await app.PrepareDataAsync();
await app.RunAsync();
