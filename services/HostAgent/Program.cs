using Attestry.HostAgent;
using Attestry.HostAgent.Commands;

return await AgentCommandLine.RunAsync(args, Terminal.OfProcess());
