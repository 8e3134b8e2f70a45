# What a hostile build can try. It says of each attempt whether it worked.
attempt() {
	name=$1
	shift
	if "$@" >attempt.log 2>&1; then
		echo "$name: worked"
	else
		echo "$name: denied"
	fi
}

# Where nobody listens, that the connection is refused shows that the attempt got out.
connect() {
	port=$(cat port 2>/dev/null || echo 9)
	LC_ALL=C bash -c "exec 3<>/dev/tcp/127.0.0.1/$port" || grep -q 'Connection refused' attempt.log
}

attempt "change another job" sh -c 'echo "# owned" >> ../c-project/Makefile'
attempt "change the jobs" sh -c 'echo "# owned" >> ../malicious.toml'
attempt "list the users" cat /etc/passwd
attempt "read the runner's environment" cat "/proc/$PPID/environ"
attempt "connect to a local service" connect
attempt "write to /var/tmp" sh -c 'echo owned > "/var/tmp/owned.$$" && rm "/var/tmp/owned.$$"'
printf 'rewrite what others printed: \033[2J\033[H\n'
setsid sh -c 'while :; do echo alive > alive; sleep 0.1; done' </dev/null >/dev/null 2>&1 &
echo "tests are running ..."
sleep 1000
