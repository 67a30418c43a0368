using Attestry.Cli;

return await CommandLine.RunAsync(args, Terminal.OfProcess());
