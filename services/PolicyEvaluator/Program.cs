using Attestry.Hosting;
using Attestry.PolicyEvaluator;

var builder = WebApplication.CreateBuilder(args);
builder.AddAttestryDefaults("policy-evaluator");
builder.AddPolicyEvaluator();
var app = builder.Build();
app.MapAttestryDefaults();
app.MapPolicyEvaluator();
await app.RunAsync();
